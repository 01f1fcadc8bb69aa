"""Options of `fieldguide/links`."""

from __future__ import annotations

from mkdocs.config import config_options as c
from mkdocs.config.base import Config

from fieldguide.links.external.rules import Rule


class RuleConfig(Config):
    """What is different about some addresses of other hosts; see `Rule` for each option."""

    host = c.Type(str, default="*")
    url = c.Type(str, default="*")
    skip = c.Type(str, default="")
    accept = c.ListOfItems(c.Type(int), default=[])
    expect_text = c.Type(str, default="")
    expect_host = c.Type(str, default="")
    fragments = c.Type(bool, default=True)


class LinksConfig(Config):
    """A build checks everything that it can without asking other hosts.

    `rules` are for `fieldguide links --external`; of several that cover an address, the
    first holds.
    """

    rules = c.ListOfItems(c.SubConfig(RuleConfig), default=[])


def rules_of(config: LinksConfig) -> tuple[Rule, ...]:
    """The configured rules, as the check wants them."""
    return tuple(
        Rule(
            host=rule.host,
            url=rule.url,
            skip=rule.skip,
            accept=frozenset(rule.accept),
            expect_text=rule.expect_text,
            expect_host=rule.expect_host,
            fragments=rule.fragments,
        )
        for rule in config.rules
    )
