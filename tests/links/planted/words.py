"""The prose of the guide that faults are planted in: the same links in four languages.

`{n}`, `{next}` and `{after}` are a reason's number and its neighbours; `{name}` is a guide's.
A text with a double quote is written as a double-quoted scalar, so that places are told
behind escapes, too; all others are blocks.
"""

from __future__ import annotations

REASON = {
    "en": {
        "title": "Message {n} got lost",
        "summary": "The header `X-Lost-{n}` is missing,\nand [the standard][spec] wants it.",
        "explanation": "The browser looked for `X-Lost-{n}` and found nothing.\n\n"
        "It is like [another reason](reason:{next}),\nand [the basics](guide:basics#start) go on.",
        "causes.forgotten.title": "Nobody sends it",
        "causes.forgotten.body": "The server was never told: [send it](#fix-send).",
        "causes.forgotten.tell": "Ask the server as on [the demo page][demo].",
        "causes.stripped.title": "Something *removes* it",
        "causes.stripped.body": "A proxy drops what it doesn’t know, as [this form][form] shows.",
        "causes.stripped.tell": "- Ask without the proxy.\n- Compare with [the sample][sample].",
        "fixes.send.title": "Send it",
        "fixes.send.body": "Send `X-Lost-{n}` every time, and [reload](guide:tools#reload).",
        "fixes.keep.title": "Keep it",
        "fixes.keep.body": "Let the proxy keep it:\n[what it may do](reason:{after}#standard).",
        "verify.body": "Ask again, as for [the first cause](#cause-forgotten).",
        "standard": "It is **said** that it [must be there][rule].",
        "engines": "One engine prints nothing at all.",
    },
    "ar": {
        "title": "ضاعت الرسالة {n}",
        "summary": "الترويسة `X-Lost-{n}` غير موجودة،\nو[المعيار][spec] يطلبها.",
        "explanation": "بحث المتصفح عن `X-Lost-{n}` فلم يجد شيئًا.\n\n"
        "هذا يشبه [سببًا آخر](reason:{next})،\nو[الأساسيات](guide:basics#start) تشرح الباقي.",
        "causes.forgotten.title": "لا أحد يرسلها",
        "causes.forgotten.body": "لم يُضبط الخادم لأجلها: [أرسلها](#fix-send).",
        "causes.forgotten.tell": "اسأل الخادم كما في [صفحة التجربة][demo].",
        "causes.stripped.title": "شيء ما *يحذفها*",
        "causes.stripped.body": "الوسيط يحذف ما لا يعرفه، كما يبيّن [هذا النموذج][form].",
        "causes.stripped.tell": "- اسأل من دون الوسيط.\n- قارن الجواب مع [العيّنة][sample].",
        "fixes.send.title": "أرسلها",
        "fixes.send.body": "أرسل `X-Lost-{n}` في كل مرة، ثم [أعد التحميل](guide:tools#reload).",
        "fixes.keep.title": "أبقِها",
        "fixes.keep.body": "دع الوسيط يبقيها:\n[ما يُسمح به](reason:{after}#standard).",
        "verify.body": "اسأل مرة أخرى، كما في [السبب الأول](#cause-forgotten).",
        "standard": "يقال **صراحة** إنها [يجب أن تكون][rule].",
        "engines": "أحد المحركات لا يطبع شيئًا.",
    },
    "fr": {
        "title": "Le message {n} s’est perdu",
        "summary": "L’en-tête `X-Lost-{n}` manque,\net [la norme][spec] le demande.",
        "explanation": "Le navigateur a cherché `X-Lost-{n}` sans rien trouver.\n\n"
        "C’est comme [une autre raison](reason:{next}) ;\n[les bases](guide:basics#start) "
        "en disent plus.",
        "causes.forgotten.title": "Personne ne l’envoie",
        "causes.forgotten.body": "On ne l’a jamais dit au serveur : [l’envoyer](#fix-send).",
        "causes.forgotten.tell": "Interroger le serveur comme sur [la page d’essai][demo].",
        "causes.stripped.title": "Quelque chose l’*enlève*",
        "causes.stripped.body": "Un proxy enlève l’inconnu, comme le montre [ce formulaire][form].",
        "causes.stripped.tell": "- Demander sans proxy.\n- Comparer avec [l’exemple][sample].",
        "fixes.send.title": "L’envoyer",
        "fixes.send.body": "Envoyer `X-Lost-{n}` toujours, et [recharger](guide:tools#reload).",
        "fixes.keep.title": "Le garder",
        "fixes.keep.body": "Que le proxy le garde :\n[ce qu’il peut](reason:{after}#standard).",
        "verify.body": "Demander encore, comme pour [la première cause](#cause-forgotten).",
        "standard": "Il est **dit** qu’il [doit être là][rule].",
        "engines": "Un moteur n’affiche rien du tout.",
    },
    "ja": {
        "title": "メッセージ {n} が失われた",
        "summary": "ヘッダー `X-Lost-{n}` がありません。\n[標準][spec]では必要です。",
        "explanation": "ブラウザーは `X-Lost-{n}` を探しましたが、見つかりませんでした。\n\n"
        "[別の理由](reason:{next})に似ています。\n[基本](guide:basics#start)も見てください。",
        "causes.forgotten.title": "誰も送っていない",
        "causes.forgotten.body": "サーバーが設定されていません。[送ってください](#fix-send)。",
        "causes.forgotten.tell": "[デモのページ][demo]のようにサーバーに尋ねます。",
        "causes.stripped.title": "何かが *削除* する",
        "causes.stripped.body": "[このフォーム][form]のように、プロキシは知らないものを捨てます。",
        "causes.stripped.tell": "- プロキシなしで尋ねます。\n- [見本][sample]と比べます。",
        "fixes.send.title": "送る",
        "fixes.send.body": "毎回 `X-Lost-{n}` を送り、[再読み込み](guide:tools#reload)します。",
        "fixes.keep.title": "残す",
        "fixes.keep.body": "プロキシに残させます。\n[許されること](reason:{after}#standard)。",
        "verify.body": "[最初の原因](#cause-forgotten)と同じように、もう一度尋ねます。",
        "standard": "[必要である][rule]と **書かれて** います。",
        "engines": "何も表示しないエンジンもあります。",
    },
}

GUIDE = {
    "en": {
        "title": "What to know: {name}",
        "summary": "A word before the rest.",
        "sections.start.title": "Start here",
        "sections.start.body": 'Press "F12" first, then see [the reason](reason:{next}).',
        "sections.start.steps.open.title": "Open it",
        "sections.start.steps.open.body": "Open [the demo page][demo] in a tab.",
        "sections.reload.title": "Load again",
        "sections.reload.body": "1. Close the tab.\n2. Go back to [the start](#start).",
    },
    "ar": {
        "title": "ما يجب معرفته: {name}",
        "summary": "كلمة قبل البقية.",
        "sections.start.title": "ابدأ هنا",
        "sections.start.body": 'اضغط "F12" أولًا، ثم انظر [السبب](reason:{next}).',
        "sections.start.steps.open.title": "افتحها",
        "sections.start.steps.open.body": "افتح [صفحة التجربة][demo] في لسان.",
        "sections.reload.title": "أعد التحميل",
        "sections.reload.body": "1. أغلق اللسان.\n2. عد إلى [البداية](#start).",
    },
    "fr": {
        "title": "Ce qu’il faut savoir : {name}",
        "summary": "Un mot avant le reste.",
        "sections.start.title": "Commencer ici",
        "sections.start.body": 'Appuyer d’abord sur "F12", puis voir [la raison](reason:{next}).',
        "sections.start.steps.open.title": "L’ouvrir",
        "sections.start.steps.open.body": "Ouvrir [la page d’essai][demo] dans un onglet.",
        "sections.reload.title": "Recharger",
        "sections.reload.body": "1. Fermer l’onglet.\n2. Revenir [au début](#start).",
    },
    "ja": {
        "title": "知っておくこと: {name}",
        "summary": "まず一言。",
        "sections.start.title": "ここから始める",
        "sections.start.body": 'まず "F12" を押し、[理由](reason:{next})を見ます。',
        "sections.start.steps.open.title": "開く",
        "sections.start.steps.open.body": "タブで[デモのページ][demo]を開きます。",
        "sections.reload.title": "読み込み直す",
        "sections.reload.body": "1. タブを閉じます。\n2. [最初](#start)に戻ります。",
    },
}

HOME = {
    "en": {
        "title": "Lost messages",
        "summary": "What got lost, and where to look; [start here](guide:basics).",
        "groups.first.title": "Common ones",
        "groups.second.title": "Rare ones",
    },
    "ar": {
        "title": "رسائل ضائعة",
        "summary": "ما الذي ضاع، وأين تبحث عنه؛ [ابدأ هنا](guide:basics).",
        "groups.first.title": "الشائعة",
        "groups.second.title": "النادرة",
    },
    "fr": {
        "title": "Messages perdus",
        "summary": "Ce qui s’est perdu, et où chercher ; [commencer ici](guide:basics).",
        "groups.first.title": "Fréquents",
        "groups.second.title": "Rares",
    },
    "ja": {
        "title": "失われたメッセージ",
        "summary": "何が失われ、どこを探すか。[ここから](guide:basics)。",
        "groups.first.title": "よくあるもの",
        "groups.second.title": "まれなもの",
    },
}
