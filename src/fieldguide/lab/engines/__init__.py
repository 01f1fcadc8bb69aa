"""Browsers, each behind the same small interface (`base.Engine`)."""
