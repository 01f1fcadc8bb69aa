"""An extension whose content script asks in the page's place, with the extension's principal.

Manifest V2: a content script of V3 gets ordinary CORS errors. It looks at the page's fragment
for what to ask, and puts the result on the page's root element.
"""

from __future__ import annotations

import json

#: File name -> text.
EXTENSION = {
    "manifest.json": json.dumps(
        {
            "manifest_version": 2,
            "name": "Lab",
            "version": "1",
            "browser_specific_settings": {"gecko": {"id": "lab@fieldguide.example"}},
            "content_scripts": [{"matches": ["http://127.0.0.1/*"], "js": ["script.js"]}],
        }
    ),
    "script.js": """\
const source = decodeURIComponent(location.hash.slice(1));
if (source.startsWith("lab:")) {
  const [url, options] = JSON.parse(source.slice(4));
  fetch(url, options).then((r) => r.text()).then(() => [true, ""], (e) => [false, String(e)])
    .then((result) => { document.documentElement.dataset.lab = JSON.stringify(result); });
}
""",
}
