"""Pages as Markdown, for programs and for people who read without a browser.

They are made of the same tokens as the articles. Pages link to each other's Markdown; a link to a
part leads to the page itself, since Markdown has no parts.
"""
