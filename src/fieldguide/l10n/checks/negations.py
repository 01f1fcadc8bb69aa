r"""How languages say no.

For each language: `clear`, words that always negate; `hints`, words that may render an English
negation without being one ("échec" for "did not succeed"); `idle`, phrases that look like
negations and are none ("少なくとも", at least). All in lower case; `\b` goes around the first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Negation:
    """What finds the negations of one language in a text in lower case."""

    clear: re.Pattern[str]
    """Certainly a negation."""
    any: re.Pattern[str]
    """Perhaps a negation, or what stands for one."""
    idle: re.Pattern[str] | None = None
    """To be left out of the text before looking."""

    def without_idle(self, line: str) -> str:
        """A line without the phrases that only look like negations."""
        return self.idle.sub(" ", line) if self.idle else line


def _words(clear: str, hints: str, idle: str = "") -> Negation:
    """A language with spaces: `clear` are whole words, `hints` beginnings of words."""
    return Negation(
        re.compile(rf"\b(?:{clear})(?!\w)"),
        re.compile(rf"\b(?:(?:{clear})(?!\w)|{hints})"),
        re.compile(idle) if idle else None,
    )


def _parts(clear: str, hints: str, idle: str = "") -> Negation:
    """A language whose words have no border, or take prefixes."""
    return Negation(
        re.compile(clear), re.compile(f"{clear}|{hints}"), re.compile(idle) if idle else None
    )


_SERBIAN = (
    r"ne|nije|nisu|nisam|nismo|niste|nema\w*|nikad\w*|nijed\w+|nikak\w+|ništa|nitko|niko|bez|niti"
    r"|nemoj\w*|не|није|нису|нисам|нисмо|нисте|нема\w*|никад\w*|ниједн?\w+|никак\w+|ништа|нико|без"
    r"|нити|немој\w*"
)
_SERBIAN_HINTS = (
    r"ne\w|ni\b|nedosta|zabra|odbi|izbj?e[gć]|osim|spre?či|не\w|ни\b|недоста|забра|одби|избе[гћ]"
    r"|осим|спречи"
)

#: Primary language subtag -> its ways to negate.
NEGATIONS: dict[str, Negation] = {
    "ar": _parts(
        r"(?<!\w)[وف]?(?:لا|لم|لن|ليس\w*|بدون\w*|دون\w*|بلا|عدم|أبدا|أبدًا)(?!\w)",
        r"(?<!\w)[وفبكل]{0,2}(?:ال)?غير|عدم|رفض|منع|حظر|فشل|تجن[بّ]|فتقر|ينقص|تنقص|مفقود|غائب|غياب|غاب|خالي|يخلو|تخلو|مستحيل|إلا|سوى"
        r"|(?<!\w)[وف]?ما(?!\w)|امتن|كفّ|لئلا|ألا|ألّا",
        r"لا ب[دّ]|لا يزال|لا تزال|لا سيما|إلا أن|بلا شك|لا شك",
    ),
    "be": _words(
        r"не|няма|нельга|ніколі|ніхто|нічога|ніяк\w+|жад\w+|без",
        r"не\w|ня\w|ні\w|бяз|забарон|адсутн|адмо[ўв]|адхіл|пазбяг|акрамя",
    ),
    "bg": _words(
        r"не|няма\w*|никога|никой|нищо|никак\w+|никое|без|нито|недей\w*",
        r"не(?!го|гов|я\b|й\b|що|ща|ка\b)\w|липсв|извън|забран|отказ|отхвър|избягв|освен|провал",
    ),
    "bs": _words(_SERBIAN, _SERBIAN_HINTS),
    "ca": _words(
        r"no|mai|ningú|sense|ni|tampoc",
        r"cap\b|res\b|evit|falt|fall|rebutj|prohib|imped|impos|inv[àa]l",
    ),
    "cs": _words(
        r"není|nejsou|nelze|nikdy|žádn\w+|bez|ani|nikdo|nesmí\w*",
        r"ne(?!bo\b|boť\b|ž\b|j(?:prv|lép|lep|víc|dř|čast|jedn|sn)|chte|chá)\w|nic\b|chyb[íě]|zak[aá]z"
        r"|odmít|sel[žh]|vyhn|vyh[ýn]b|zabr[aá]|kromě",
    ),
    "da": _words(
        r"ikke|aldrig|ingen|intet|uden|hverken|ingenting",
        r"næppe|ugyldig|umulig|ukendt|unødv|mangl|mislyk|fejl|afvis|forby|forbud|forhindr|undgå|undlad",
    ),
    "de": _words(
        r"nicht|nie|niemals|kein\w*|ohne|weder|nichts|niemand\w*|nirgend\w*",
        r"un(?:g[üu]ltig|m[öo]glich|n[öo]tig|bekannt|sichtbar|sicher|ver|voll|zul|wirk)|au(?:ß|ss)er"
        r"|statt|fehl|gescheitert|scheiter|verweiger|verbiet|verbot|verhinder|vermeid|nein\b|schlie(?:ß|ss)|deaktiv|\w+los\b",
    ),
    "el": _words(
        r"δεν?|μην?|ποτέ|κανέν\w+|κανείς|κανεν\w+|καμία\w*|τίποτα|χωρίς|ούτε|όχι|δίχως",
        r"αδ[υύι]|ακατ|άκυρ|ασύμ|καθόλου|λείπ|απουσ|απορρ|αποτυ|απέτυ|αποφ|απαγορ|αρν|εμποδ|εκτός",
    ),
    "es": _words(
        r"no|nunca|jamás|ningun\w*|ningún|nada|nadie|sin|ni|tampoco",
        r"salvo|excepto|evit|falt|fall|rechaz|prohib|imped|impid|imposib|inv[áa]lid|in[úu]til|inco|insuf"
        r"|carec|ausen|deja\w* de|dej[ea] de",
        r"no obstante",
    ),
    "fa": _parts(
        r"(?<!\w)(?:نیست|ندار|نمی|نشد|نکن|نباید|نبود|نده|نفرست|نگذار)|هیچ|بدون|هرگز",
        r"غیر|(?<!\w)نه(?!\w)|(?<!\w)ن\w{2}|جز|خودداری|(?<!\w)بی|ممنوع|رد |شکست|(?<!\w)نا",
    ),
    "fi": _words(
        r"ei|eivät|älä|älkää|eikä|en|et|emme|ette|ilman|koskaan|mikään|mitään|kukaan",
        r"ei\w|äl|\w+(?:ton|tön|ttom\w+|ttöm\w+|matta|mättä)\b|puuttu|epäon|est[äe]|kiel|virhe|vält",
    ),
    "fr": _words(
        r"pas|jamais|aucune?s?|rien|sans|ni",
        r"ne\b|n['’]|personne|non\b|nul|guère|sauf|refus|interdi|évit|manqu|absen|échou|échec|empêch"
        r"|cess|illi|illé|irr|imposs|in(?:comp|connu|corr|exact|suff|util|valid|visib)"
        r"|introuv|autre chose|faux|fausse|plus d",
        r"pas à pas|n['’]importe",
    ),
    "he": _parts(
        r"(?<!\w)[ושהבכלמ]{0,2}(?:לא|אין|בלי|ללא|אינו|אינה|אינם|אינן|איננ\w*|מעולם|לעולם|שום)(?!\w)",
        r"(?<!\w)ו?אל(?!\w)|(?<!\w)אף|כלום|בלתי|אי[־-]|אסור|נכשל|חסר|נעדר|סירב|נדח|מנע|חוץ",
    ),
    "hi": _parts(
        r"नहीं|बिना|कभी न|मत ",
        r" न |ना|बगैर|विफल|असफल|अमान्य|गायब|अनुपस्थित|रोक|इनकार|असंभव|सिवाय",
    ),
    "hr": _words(_SERBIAN, _SERBIAN_HINTS),
    "hu": _words(
        r"nem|ne|soha\w*|sem|nincs\w*|nélkül\w*|senki\w*|semmi\w*|sehol",
        r"se\b|\w+(?:talan|telen)|hiány|tilt|tilos|kerül|meghiús|elutas|megakad|kivéve",
    ),
    "id": _words(
        r"tidak(?:lah)?|bukan(?:lah)?|jangan(?:lah)?|tanpa|belum|tak|takkan",
        r"tiada|gagal|kecuali|hindar|menghindar|larang|dilarang|menolak|ditolak|hilang|mustahil",
    ),
    "it": _words(
        r"non|mai|nessun\w*|niente|nulla|senza|né|nemmeno|neppure|neanche",
        r"salvo|tranne|evit|manc|fall|rifiut|viet|imped|imposs|inutil|assen|smett|errat",
        r"non appena|se non altro",
    ),
    "ja": _parts(
        r"ません|ではな[いく]|しない|できない|させない|されない|れない|かない|らない|わない|えない|めない|けない"
        r"|せない|てない|ないで|なかった|ずに|せず|決して|けっして",
        r"(?<!少)な[いくし]|なけれ|ぬ|[ぁ-ん]ず(?:[、。にと]|$)|まい|不(?!正)|無|未|非|禁|拒|避け|失敗|欠け|足り|やめ"
        r"|止め|以外",
        r"なければな(?:らない|りません)|なくては(?:なら|いけ)(?:ない|ません)|ないといけ(?:ない|ません)"
        r"|なければいけ(?:ない|ません)|かもしれ(?:ない|ません)|少なくとも|に(?:すぎ|過ぎ)(?:ない|ません)",
    ),
    "ko": _parts(
        r"않|없|못[하합한해했]|마세요|마십시오|아닙|아니(?:다|라|며|고)|절대|결코",
        r"못|아니|아닌|아님|(?<!\w)안[ 되됨됩]|다[르른릅]|부족|틀[리린립]|말고|말아|말[라것]"
        r"|불가|불필요|무효|미지원|비활성|금지|거부|실패|누락|빠[지진졌져]|피하|제외|잘못",
        r"뿐만? 아니라|수밖에 없",
    ),
    "mk": _words(
        r"не|нема\w*|никогаш|никој|ништо|никак\w+|без|ниту|немој\w*",
        r"не\w|недоста|забран|одби|избегн|освен",
    ),
    "ms": _words(
        r"tidak|bukan|jangan|tanpa|belum|tak|takkan",
        r"tiada|gagal|kecuali|elak|larang|dilarang|menolak|ditolak|hilang|mustahil",
    ),
    "nb": _words(
        r"ikke|aldri|ingen|intet|uten|verken|ingenting",
        r"neppe|ugyldig|umulig|ukjent|unødv|mangl|mislyk|feil|avvis|forby|forbud|forhindr|unngå"
        r"|la være",
    ),
    "nl": _words(
        r"niet|nooit|geen|zonder|niets|niemand|noch|nergens",
        r"on(?:geldig|mogelijk|nodig|bekend|juist|volledig|veilig|toe)|behalve|voorkom|vermijd|ontbre"
        r"|misluk|weiger|geweiger|verbied|verbod|faal|gefaald|fout|evenmin",
    ),
    "nn": _words(
        r"ikkje|aldri|ingen|inga|inkje|utan|verken|ingenting",
        r"ugyldig|umogeleg|ukjen|mangl|mislyk|feil|avvis|forby|forbod|hindr|unngå|la vere",
    ),
    "pl": _words(
        r"nie|nigdy|żad\w+|bez|nic|nikt|ani|nikogo|niczego",
        r"wyklucz|nie(?!któ|co\b|go\b|j\b)\w|brak|zabr[ao]|zakaz|odrzuc|odm[aóo]w|unik|zapobie|oprócz|przesta",
    ),
    "pt": _words(
        r"não|nunca|jamais|nenhuma?|nenhuns|nada|ninguém|sem|nem|tampouco",
        r"exceto|salvo|evit|falt|falh|inco|insuf|recus|rejeit|proíb|proib|imped|impeç|imposs|inváli|inúti|incorr"
        r"|ausen|deix\w+ de",
    ),
    "ro": _words(
        r"nu|niciodată|niciun\w*|nicio|nimic|nimeni|fără|nici",
        r"n-|evit|lips|eș[ue]|refuz|interzi|împiedi|imposib|invalid|inutil|absen|cu excepția",
    ),
    "ru": _words(
        r"не|нет|никогда|никак\w+|ничего|никто|нельзя|без|ни",
        r"не(?!скольк|кото|го\b|му\b|й\b|ё\b|обходим|дел)\w|ни\w|бе[зс]\w|исключ|наруш|отсутств|запре|отказ|отклон"
        r"|избега|провал|кроме|перест",
        r"не только|ничего, кроме",
    ),
    "sk": _words(
        r"nie|nikdy|žiad\w+|bez|ani|nikto|nič|nesmie\w*",
        r"ne(?!ch|skôr)\w|chýb|zak[áa]z|odmiet|zlyh|vyhn|vyh[ýy]b|zabr[áa]|okrem",
    ),
    "sl": _words(
        r"ne|ni|niso|nisem|nikoli|noben\w+|nič|nihče|brez|niti|nima\w*",
        r"ne\w|nis\w|manjk|prepov|zavrn|izog|razen",
    ),
    "sr": _words(_SERBIAN, _SERBIAN_HINTS),
    "sv": _words(
        r"inte|aldrig|ingen|inget|inga|ej|ingenting|varken",
        r"utan|ogiltig|omöjlig|okänd|onödig|sakna|misslyck|neka|förbj|förbud|förhindr|undvik|slut"
        r"|låt bli|avvis|fel",
        r"inte bara",
    ),
    "th": _parts(r"ไม่|อย่า|ห้าม", r"มิ|ไร้|ปราศจาก|ขาด|ล้มเหลว|ปฏิเสธ|ยกเว้น|เว้น", r"หรือไม่|ไม่เกิน"),
    "tr": _words(
        r"değil\w*|yok|yoktur|hiç\w*|asla|\w{2,}m[ıiuü]yor\w*|\w{2,}m[ae]y[ıi]n(?:[ıi]z)?|\w{2,}m[ae]z",
        r"\w{2,}m[ae](?:z|y|d|m|s|n|l|k|\b)|\w{2,}s[ıiuü]z|eksik|yasak|redd|engel|imk[âa]ns|kaç[ıi]n"
        r"|hariç",
    ),
    "uk": _words(
        r"не|ні|ніколи|нема\w*|жод\w+|без|ніхто|нічого|ніяк\w+|неможливо",
        r"не(?!обхідн)\w|ні\w|виключ|відріз|заборон|відсутн|відмо|відхил|уник|бракує|крім|переста",
        r"не тільки|не лише",
    ),
    "vi": _words(
        r"không|chưa|đừng|chẳng|chớ",
        r"vô |bất |thiếu|cấm|từ chối|tránh|thất bại|ngoại trừ|trừ ",
        r"hay không|phải không|không gian|không[?.]?$",
    ),
    "zh": _parts(
        r"不[要能会會得应應再是]|没有|沒有|从不|從不|绝不|絕不|切勿|无法|無法|并非|並非|禁止",
        r"不|没|沒|无|無|未|非|勿|别|別|莫|禁|拒|免|缺|失败|失敗|错|錯",
        r"不同|不过|不過|不[仅僅但管断斷久]|非常|[无無][论論]|除非|未[来來]|差不多|[区區特个個类類级級识識分性][别別]"
        r"|[别別]的|[否是能可与與]否|否[则則]",
    ),
}
NEGATIONS["yue"] = NEGATIONS["zh"]
