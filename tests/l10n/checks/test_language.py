from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldguide.findings import Severity
from fieldguide.l10n.checks.language import check_language
from fieldguide.l10n.checks.negations import NEGATIONS
from fieldguide.l10n.checks.orthography import orthography
from fieldguide.l10n.locale import Locale
from fieldguide.prose.grammar import parse
from tests.l10n.checks.samples import EMPTY, flaws, said, sample

LONG = "The browser compares the two values letter by letter, and then it reads the answer."


@pytest.mark.parametrize(
    ("tag", "text", "places"),
    [
        ("fr", "Dans le le navigateur.", ["le"]),
        ("fr", "Le le navigateur.", ["le"]),
        ("fr", "Lisez l'en-tête l'en-tête.", ["l'en-tête."]),
        ("fr", "Il lit la réponse\nréponse.", ["réponse."]),
        ("fr", "Nous nous fions à vous vous trompez.", []),
        ("fr", "La valeur en en-tête, très très vite.", []),
        ("fr", "Si `a` `a` est là.", []),
        ("fr", "- Cookies\n- Cookies encore", []),
        ("fr", "Un, deux, deux.", []),
        ("de", "Wenn Sie sie mit mit der Seite geben.", ["mit"]),
        ("hu", "Ha az az oldal nem nem jó.", ["nem"]),
        ("ja", "ブラウザーがが要求をを送る。", ["が要求をを送る。", "を送る。"]),
        ("ja", "サーバーサーバーと応答応答の", ["サーバーと応答応答の", "応答の"]),
        ("ja", "なにに使うか、それぞれ一つ一つ、いろいろ。", []),
        ("zh-Hans", "服务器服务器的的目的的。", ["服务器的的目的的。", "的目的的。"]),
        ("ar", "في في الخادوم حرفا حرفا واحدة واحدة", ["في"]),
        ("id", "Header header itu rata rata.", []),  # doubling is grammar there
        ("sw", "Jina jina.", []),
    ],
)
def test_doubled_words(tag: str, text: str, places: list[str]) -> None:
    found = [place for id, place in said(tag, "So it is:", text) if id == "doubled-word"]
    assert found == places


@pytest.mark.parametrize(
    ("tag", "text", "is_odd"),
    [
        ("fr", "Il compare.", True),
        (
            "fr",
            "Le navigateur compare les deux valeurs lettre à lettre, puis lit la réponse.",
            False,
        ),
        ("fr", "Le navigateur compare les deux valeurs lettre à lettre, puis il lit. " * 3, True),
        ("ja", "ブラウザーは 2 つの値を 1 文字ずつ比較し、その後で応答を読みます。", False),
        ("ja", "比較します。", True),
        ("zh-Hans", "浏览器逐字比较两个值，然后读取响应。", False),
        ("ar", "يقارن المتصفح القيمتين حرفا حرفا، ثم يقرأ الرد.", False),
        ("th", "เบราว์เซอร์จะเปรียบเทียบค่าทั้งสองทีละตัวอักษร แล้วอ่านคำตอบ", False),
    ],
)
def test_length(tag: str, text: str, is_odd: bool) -> None:
    assert ("length" in [flaw.id for flaw in flaws(tag, LONG, text)]) == is_odd


def test_short_texts_may_have_any_length() -> None:
    assert flaws("fr", "Ask first", "Commencez toujours par poser la question à quelqu'un") == []


@pytest.mark.parametrize(
    ("tag", "source", "right", "wrong"),
    [
        ("fr", "Never allow it.", "Ne l'autorisez jamais.", "Autorisez-le toujours."),
        ("de", "Don't allow it.", "Erlauben Sie es nicht.", "Erlauben Sie es."),
        ("es", "Never allow it.", "No lo permita nunca.", "Permítalo siempre."),
        ("pt-BR", "Never allow it.", "Nunca permita isso.", "Permita isso sempre."),
        ("it", "Never allow it.", "Non consentirlo mai.", "Consentilo sempre."),
        ("ca", "Never allow it.", "No ho permeteu mai.", "Permeteu-ho."),
        ("ro", "Never allow it.", "Nu permiteți niciodată.", "Permiteți."),
        ("nl", "Never allow it.", "Sta dit nooit toe.", "Sta dit toe."),
        ("sv", "Never allow it.", "Tillåt det aldrig.", "Tillåt det."),
        ("da", "Never allow it.", "Tillad det aldrig.", "Tillad det."),
        ("nb", "Never allow it.", "Tillat det aldri.", "Tillat det."),
        ("fi", "Never allow it.", "Älä koskaan salli sitä.", "Salli se."),
        ("hu", "Never allow it.", "Soha ne engedje.", "Engedje."),
        ("pl", "Never allow it.", "Nigdy na to nie pozwalaj.", "Pozwalaj na to."),
        ("cs", "Never allow it.", "Nikdy to nepovolujte.", "Povolte to."),
        ("sk", "Never allow it.", "Nikdy to nepovoľujte.", "Povoľte to."),
        ("ru", "Never allow it.", "Никогда не разрешайте.", "Разрешайте."),
        ("uk", "Never allow it.", "Ніколи не дозволяйте.", "Дозволяйте."),
        ("bg", "Never allow it.", "Никога не го позволявайте.", "Позволете го."),
        ("sr", "Never allow it.", "Никада не дозвољавајте.", "Дозволите."),
        ("el", "Never allow it.", "Μην το επιτρέψετε ποτέ.", "Επιτρέψτε το."),
        ("tr", "Never allow it.", "Buna asla izin vermeyin.", "Buna izin verin."),
        ("ja", "Never allow it.", "決して許可しないでください。", "許可してください。"),
        ("zh-Hans", "Never allow it.", "切勿允许。", "请允许。"),
        ("zh-Hant", "Never allow it.", "絕不允許。", "請允許。"),
        ("ko", "Never allow it.", "절대 허용하지 마세요.", "허용하세요."),
        ("ar", "Never allow it.", "لا تسمح به أبدا.", "اسمح به."),
        ("fa", "Never allow it.", "هرگز اجازه ندهید.", "اجازه دهید."),
        ("he", "Never allow it.", "לעולם אל תאפשרו זאת.", "תאפשרו זאת."),
        ("hi", "Never allow it.", "इसे कभी अनुमति नहीं दें.", "इसे अनुमति दें."),
        ("id", "Never allow it.", "Jangan pernah izinkan.", "Izinkan selalu."),
        ("vi", "Never allow it.", "Đừng bao giờ cho phép.", "Hãy cho phép."),
        ("th", "Never allow it.", "อย่าอนุญาต", "อนุญาต"),
    ],
)
def test_a_lost_negation_and_a_gained_one(tag: str, source: str, right: str, wrong: str) -> None:
    def negations(english: str, text: str) -> list[str]:
        return [flaw.id for flaw in flaws(tag, english, text) if flaw.id == "negation"]

    assert negations(source, right) == []
    assert negations(source, wrong) == ["negation"], "lost"
    assert negations("Always allow it.", wrong) == []
    assert negations("Always allow it.", right) == ["negation"], "gained"


@pytest.mark.parametrize(
    ("tag", "source", "text"),
    [
        ("fr", "The request did not succeed.", "Échec de la requête."),
        ("fr", "It lacks the header.", "Elle n'a pas d'en-tête."),
        ("fr", "It depends on no matter what.", "Cela dépend de n'importe quoi."),
        ("fr", "Chrome says “is not allowed”.", "Chrome dit « is not allowed »."),
        ("fr", "Step by step.", "Pas à pas."),
        ("ja", "Send it at least once.", "少なくとも 1 回送信してください。"),
        ("ja", "You must send it.", "送信しなければなりません。"),
        ("ar", "The server must answer.", "لا بد أن يرد الخادوم."),
        ("sw", "Never allow it.", "Ruhusu."),  # no table
    ],
)
def test_negations_that_need_none(tag: str, source: str, text: str) -> None:
    assert "negation" not in [flaw.id for flaw in flaws(tag, source, text)]


def test_negations_are_compared_line_by_line_where_lines_agree() -> None:
    source = "Send it.\nNever send that."
    assert said("fr", source, "N'envoyez jamais ceci.\nEnvoyez cela.") == [
        ("negation", "N'envoyez"),
        ("negation", "Envoyez"),
    ]
    assert said("fr", source, "N'envoyez jamais ceci, mais envoyez cela.") == []
    assert said("fr", f"{source}\n\nNo.", "Envoyez.\n\nNon, jamais.") == [("negation", "Envoyez.")]


@pytest.mark.parametrize(
    ("tag", "source", "text", "places"),
    [
        ("fr", "Send it.", "Envoyez-le", ["e"]),
        ("fr", "Send it", "Envoyez-le.", ["."]),
        ("fr", "Send “it.”", "Envoyez « le. »", []),
        ("fr", "Send `it`.", "Envoyez `it`", ["`it`"]),
        ("fr", "One.\n\n- Two\n- Three.", "Un.\n\n- Deux.\n- Trois.", ["."]),
        ("fr", "One.\n\nTwo.", "Un. Deux", []),  # another shape is another check's
        ("ja", "Send it.", "送信してください。", []),
        ("ja", "Is it?", "そうですか？」", []),
        ("ar", "Is it?", "هل هو؟", []),
        ("hi", "Send it.", "भेजें।", []),
        ("el", "Is it?", "Είναι;", []),
        ("th", "Send it.", "ส่งเลย", []),
    ],
)
def test_ends_of_sentences(tag: str, source: str, text: str, places: list[str]) -> None:
    assert [place for id, place in said(tag, source, text) if id == "end-mark"] == places


def test_an_outdated_text_is_held_against_what_it_was_made_from() -> None:
    unit = sample("fr", "Always send it.", "Ne l'envoyez jamais.")
    assert [flaw.id for flaw in check_language(unit, EMPTY)] == ["negation"]
    earlier = replace(unit, earlier=parse("Never send it.", "block"))
    assert list(check_language(earlier, EMPTY)) == []


#: Written for nobody's table: without one, no language may be told anything.
@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("sw", "Kivinjari hulinganisha thamani hizo mbili herufi kwa herufi, kisha husoma jibu."),
        ("mg", "Ny mpitety tranonkala dia mampitaha ireo sanda roa ireo litera iray iray."),
        ("ka", "ბრაუზერი ორ მნიშვნელობას ასო-ასო ადარებს , შემდეგ კი პასუხს კითხულობს."),
        ("am", "አሳሹ ሁለቱን እሴቶች ፊደል በፊደል ያነጻጽራል፣ ከዚያም መልሱን ያነባል።"),
        ("my", "ဘရောက်ဆာသည် တန်ဖိုးနှစ်ခုကို စာလုံးတစ်လုံးချင်း နှိုင်းယှဉ်ပြီး အဖြေကို ဖတ်သည်"),
        ("eo", '"La retumilo" komparas la du valorojn literon post litero... poste ĝi legas'),
    ],
)
def test_a_language_without_tables_is_left_alone(tag: str, text: str) -> None:
    assert orthography(Locale.parse(tag)) is None
    assert Locale.parse(tag).language not in NEGATIONS
    assert [flaw for flaw in flaws(tag, LONG, text) if flaw.id != "end-mark"] == []


TAGS = ["fr", "de", "es", "ja", "zh-Hans", "ko", "ar", "fa", "he", "hi", "th", "tr", "sw"]
TEXT = st.text(
    st.sampled_from("ab éß.,;:!?¿«»„“”'\"(`*[]_)\n-1٣أ،ياあア「」、。　İ…（）"), max_size=60
)


@given(st.sampled_from(TAGS), TEXT, TEXT)
def test_any_text_gets_advice_placed_in_it(tag: str, source: str, text: str) -> None:
    for flaw in flaws(tag, source, text):
        assert 0 <= flaw.offset <= len(text)
        assert flaw.severity is Severity.WARNING
        assert flaw.message and flaw.hint
