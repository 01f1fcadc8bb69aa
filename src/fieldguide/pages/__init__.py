"""Entry and locale to page: article, headings and meta data. No MkDocs here."""
