"""How fast and how large: this project's build beside that of mkdocs-static-i18n."""
