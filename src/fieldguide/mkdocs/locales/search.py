"""Search settings per language, for Material's search (lunr 2.3).

A table and not a rule, tried by `tests/mkdocs/test_search.py` with real queries in the
real worker. Two facts about that worker shape it:

- It makes every word of a query a prefix (`caching` becomes `caching*`), and lunr leaves a
  prefix unstemmed, while it stems the index. So a lunr stemmer loses words: with the English
  one, `caching` doesn't find a page called “Caching”. No language here uses one.
- It splits index and query by the same separator, but of a query it sees one word at a time.
  So the separator can cut the ending off a word of a query, which then finds all forms of
  the word, while the index, results and suggestions keep whole words. In index and query
  alike it can drop articles that are written together with the next word, and words that
  only hold a sentence together and would count most when they stand in a title.

Separators use lookbehind: Chrome 62, Firefox 78, Safari 16.4.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from fieldguide.l10n.locale import Locale

_MARKS = (
    r"\s\u00ad\u200b\u200e\u200f\u2066-\u2069"
    r"_,:;.!?¡¿'\"“”„‟‘’‚‛«»‹›\(\)\[\]{}<>/\\|=*`…–—·•&#@%$~^+"
    r"،؛؟٪۔।॥־׃、。〈-】〔-〟・！（），．：；？［］｛｝～"
)
"""Characters that end a word; the hyphen does, too, but holds the parts of a name together."""


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """What goes into the search plugin's configuration."""

    separator: str
    """A regular expression of JavaScript for what lies between words, without capturing."""
    lang: tuple[str, ...] = ("en",)
    """lunr languages: they bring stemmers, stop words and segmenters. `en` loads no file."""
    pipeline: tuple[str, ...] = ()
    """Which functions of lunr change or drop words: with `en` alone, none."""


# The browser takes the same separator to mark the words found on a page, with all alternatives
# that are nothing but a look around disabled. This is true in the worker and false there.
_IN_WORKER = "(?:[]|(?=.?)|[])"


def _separator(
    endings: str = "",
    *,
    shortest: int = 4,
    attached: str = "",
    words: str = "",
    breaks: str = "",
    marks: str = _MARKS,
) -> str:
    """The separator of a language, from regular expressions.

    Args:
        endings: What is cut off a word of a query, as much as fits.
        shortest: How many letters that must leave.
        attached: What is written together with the following word, and cut off there.
        words: Words to ignore, with a space between.
        breaks: Places inside words where to split them.
        marks: The inside of a character class: what ends a word.
    """
    letter = rf"[^{marks}\-]"
    gap = rf"(?:&(?:[lg]t|amp);|[{marks}\-])+"
    stem = "^"
    parts = [breaks]
    if attached:
        stem = f"^(?:{attached})?(?!{attached})"
    if endings:
        # `(?:)`: what has a bracket after it would else pass for nothing but a look around.
        parts.append(f"(?:)(?<={stem}{letter}{{{shortest},}})(?:{endings}){_IN_WORKER}$")
    if words:
        either_case = "|".join(f"[{word[0]}{word[0].upper()}]{word[1:]}" for word in words.split())
        parts.append(f"(?<=^|[{marks}])(?:{either_case}){_IN_WORKER}(?=[{marks}]|$)")
    if attached:
        parts.append(f"(?:^|{gap})(?:{attached}){_IN_WORKER}")
    return "|".join([*filter(None, parts), gap])


_LATIN, _HAN, _KATAKANA, _HIRAGANA = "A-Za-z0-9", "一-鿿々〆", "ァ-ヴーｱ-ﾝﾞ", "ぁ-ん"


def _between(*scripts: str) -> str:
    """Wherever one script follows another."""
    return "|".join(
        f"(?<=[{script}])(?=[{''.join(other for other in scripts if other != script)}])"
        for script in scripts
    )


_S = "(?<!s)s"  # as an ending, but not in `access` and `process`
_PLAIN = SearchSettings(_separator())
_NORWEGIAN = SearchSettings(
    _separator(
        f"a|e(?:n|r|t|ne|rne)?|{_S}",
        words="at av blir da de dem den der det dette du eg eit eller en er et etter for fra ha "
        "har hva hvis hvor hvordan hvorfor i ikke ikkje jeg kan korleis kvifor med men min når "
        "og også om opp på seg som så til under ut var ved vi være å",
    )
)
_CHINESE = SearchSettings(_separator(breaks=_between(_HAN, _LATIN)))
_CHINESE_BY_CHARACTER = SearchSettings(_separator(breaks=f"(?=[{_HAN}])|{_between(_HAN, _LATIN)}"))

_TABLE = {
    "en": SearchSettings(
        _separator(
            f"es?|ed|ies?|ings?|y|{_S}",
            words="a an and are as at be but by can did do does for from has have how i if in is "
            "it its my not of on or so that the then this to was we what when where which why "
            "will with you your",
        )
    ),
    "fr": SearchSettings(
        _separator(
            f"(?:e|é|ée)s?|e[rz]|x|{_S}",
            attached="(?:[cdjlmnstCDJLMNST]|[Qq]u|[Jj]usqu|[Ll]orsqu|[Pp]uisqu)['’]",
            words="à au aux avec ce ces cette comme comment dans de des du elle en est et il ils "
            "je la le les leur mais mon ne nous on ou où par pas pour pourquoi que qui sa se ses "
            "son sont sur un une vous",
        )
    ),
    "de": SearchSettings(
        _separator(
            f"(?:e?t)?e[mnrs]?|e?t|ern|n|{_S}",
            words="aber als am an auf aus bei das dass dem den der des die diese durch ein eine "
            "einem einen einer es für hat ich im in ist kann man mein meine mit nach nicht nur "
            "oder sich sie sind so um und vom von vor warum was wenn werden wie wird wo zu zum "
            "zur",
        )
    ),
    "es": SearchSettings(
        _separator(
            f"[aeo]s?|ón|ones|{_S}",
            words="a al como con cuando cómo de del desde donde el en entre es esta este la las lo "
            "los mi no o para pero por porque que qué se según si sin sobre son su sus un una y ya",
        )
    ),
    "pt": SearchSettings(
        _separator(
            f"[aeo]s?|ãos?|ões|{_S}",
            words="a ao aos as com como da das de do dos e ela ele em entre este está eu foi isso "
            "já mas meu na nas no nos não o os ou para pela pelo por porque quando que se sem ser "
            "seu sua são só também um uma é",
        )
    ),
    "it": SearchSettings(
        _separator(
            "[aeio]|h[ei]",
            shortest=3,
            attached="(?:[cdlmnstvCDLMNSTV]|[Uu]n|[Aa]ll|[Dd]all|[Dd]ell|[Nn]ell|[Ss]ull|[Qq]uell"
            "|[Qq]uest)['’]",
            words="a ad ai al alla alle anche che chi ci come con cosa da dai dal dalla dei del "
            "della delle di e ed gli ha i il in io la le lo ma mi mio nei nel nella non o per "
            "perché più quando questo se si sono su sul sulla un una uno è",
        )
    ),
    "nl": SearchSettings(
        _separator(
            f"en?|{_S}",
            words="aan als bij dan dat de deze die dit door een en er geen het hij hoe ik in is "
            "kan maar met mijn naar niet of om onder ook op over te tot uit van voor waarom was "
            "wat wel worden wordt ze zijn zo",
        )
    ),
    "ro": SearchSettings(
        _separator(
            "(?:[aăâeiu]|u?l|le|lor|[aău]r)+",
            words="a al ale am are au ca ce cu cum când că da dar de din el este ei iar la le lui "
            "mai ne nu o pe pentru prin sau se si sunt să un una unei unor unui în și",
        )
    ),
    "sv": SearchSettings(
        _separator(
            f"a|e[nt]?|(?:[aeo]r)?(?:na?)?|{_S}",
            words="att av de dem den denna det detta du där efter eller en ett från för ha har hur "
            "i inte jag kan man med men mig min när och om på som så till under upp ut vad var "
            "varför vi är",
        )
    ),
    "da": SearchSettings(
        _separator(
            f"e(?:n|r|t|ne|rne)?|{_S}",
            words="af at de dem den der det dette du efter eller en er et for fra ha har hvad hvis "
            "hvor hvordan hvorfor i ikke jeg kan man med men min når og om op på sig som så til "
            "ud under var ved vi være",
        )
    ),
    "nb": _NORWEGIAN,
    "nn": _NORWEGIAN,
    "no": _NORWEGIAN,
    "fi": SearchSettings(
        _separator(
            f"(?:[aäeint]|ks|ll[aäe]|lt[aä]|ss[aä]|st[aä]|{_S})+",
            shortest=5,
            words="ei eikä että hän ja jo joka jos kanssa kuin kun me mikä miksi miten mutta myös "
            "ne niin nyt ole on ovat se sekä sitä tai tämä vain voi",
        )
    ),
    "hu": SearchSettings(
        _separator(
            "(?:[aáeéikoötü]|[bn][ae][kn]|[br][ae]|[brt][óő]l|v[ae]l|h[eoö]z|n[áé]l)+",
            shortest=5,
            words="a ami az azt csak de egy el en ez ezt ha hogy is ki meg mi miért mint mit ne "
            "nem nincs vagy van volt és én így úgy",
        )
    ),
    "tr": SearchSettings(
        _separator(
            "(?:[aeıiuükğn]|l[ae]r|[dt][ae]|s[ıiuü]|d[ıiuü]r)+",
            words="ama bir bu da daha de değil en gibi her için ile ise ki mi mu mü mı nasıl ne "
            "neden niçin o ve veya ya çok şu",
        )
    ),
    "pl": SearchSettings(
        _separator(
            "(?:[aąeęioóuyk]|ów|[aeioy]m|[aiy]ch|e[gj])+",
            words="a aby ale bez by co czy dla dlaczego do gdy i ich jak jest jeśli już lub ma mi "
            "mój na nad nie o od oraz po pod przed przez przy się są ta tak te tego tej ten to "
            "tym u w we z za ze że",
        )
    ),
    "cs": SearchSettings(
        _separator(
            "(?:[aáeéěiíoóuúůyýk]|[aáeéěiíůuyý]m|[aáeěiíyý]ch|éh|t[ií])+",
            words="a aby ale ani až bez by být co do ho i jak jako je jeho jen jsou k kde když ke "
            "mi můj na nad ne nebo není o od po pod pro proč při s se si ta tak také ten to tu u "
            "v ve však z za ze že",
        )
    ),
    "ru": SearchSettings(
        _separator(
            "(?:[аяоеёиыуюйьк]|[аяоеёиы][мхв]|[ое]г)+",
            words="а без бы в вы для до его если её же за и из или их к как когда ко мне мой мы на "
            "не нет но о об он она они от по под почему при с со так то у что чтобы это этот я",
        )
    ),
    "uk": SearchSettings(
        _separator(
            "(?:[аяоеєиіїуюйьк]|[аяоеєиії][мхв]|ог)+",
            words="а або без би в ви вона вони від він для до його за з зі й коли мені ми мій на "
            "не ні о об по при під та так то у це цей чи чому що щоб я як якщо є і із їх її",
            marks=_MARKS + "ʼ",
        )
    ),
    "ar": SearchSettings(
        _separator(
            "(?:ة|ا|ات|ين|ه|ها|ي)+",
            shortest=3,
            attached="(?:[وفبك]?ال(?=[ء-ي]{2})|(?:لل|و)(?=[ء-ي]{3}))+",
            words="أن أو إلى إن ثم على عن في قد كان كل كيف لا لماذا لم ما مع من هذا هذه هل هو هي",
        )
    ),
    "fa": SearchSettings(
        _separator(
            r"(?:\u200c|ها|ی|ا|ه|ٔ)+",
            shortest=3,
            words="آن از است اما این با باید بر برای به تا در را شد شود هر هم و چرا چگونه که یا یک",
        )
    ),
    "he": SearchSettings(
        _separator(
            "(?:ה|ת|י|ים|ו|ות)+",
            shortest=3,
            # `ה` is cut off `הבקשה`, but `ב` not off `בקשה`: three letters of the root must stay.
            attached="(?:[ומשכ]?[הבל]|ו)+(?![א-ת]{0,2}(?:[התיו]|ים|ות)?(?![א-ת]))",
            words="או אין איך אל אם את גם הוא היא הם זה זו יש כי כל לא למה מה על עם רק של",
        )
    ),
    "hi": SearchSettings(
        _separator(
            "(?:[ािीेैोौंँ]|या|यो|ओ)+",
            words="इस उस एक और कर का कि की के कैसे को क्यों तो था थी नहीं ने पर भी में यह या वह से है हैं हो ही",
        )
    ),
    "vi": SearchSettings(
        _separator(
            words="bị bởi các có cũng của không khi là mà một nên những như này thì và với được đó"
        )
    ),
    "ko": SearchSettings(
        _separator(
            "(?:[은는이가을를의로와과도나들만에]|에서|으)+",
            shortest=2,
            words="그 및 수 어떻게 왜 이",
        )
    ),
    # Thai has no spaces between words; this splits it into something near to syllables.
    "th": SearchSettings(
        _separator(
            breaks="ไม่|(?=[เ-ไ])"
            "|(?<![เ-ไ])(?=[ก-ยศ-ฮ][ะ-ฺ็-๎ๅ])"
            "|(?<![เ-ไกขคตปผพ])(?=[รลว][ะ-ฺ็-๎ๅ])"
            "|(?<![เ-ไ])(?=[กขคตปผพ][รลว][ะ-ฺ็-๎ๅ])"
        )
    ),
    # Hiragana is grammar for the most part. lunr's segmenter splits words written in kanji.
    "ja": SearchSettings(
        _separator(breaks=f"{_between(_HAN, _KATAKANA, _LATIN)}|[{_HIRAGANA}]+"), lang=("en", "ja")
    ),
    "zh": _CHINESE,
}

_HAS_JIEBA = find_spec("jieba") is not None


def search_settings(locale: Locale, *, has_jieba: bool = _HAS_JIEBA) -> SearchSettings:
    """The settings of a locale; plain word search where no tested ones exist.

    Args:
        locale: The locale of the index.
        has_jieba: Whether Material's plugin marks the words of Chinese text.
    """
    if locale.language == "zh" and not has_jieba:
        return _CHINESE_BY_CHARACTER
    return _TABLE.get(locale.language, _PLAIN)


def is_tuned(locale: Locale) -> bool:
    """Whether the search knows the language's word forms, and doesn't just split words."""
    return search_settings(locale) is not _PLAIN
