"""The published settings, with what a project has besides."""

from settings import *  # noqa: F403
from settings import MIDDLEWARE

SECRET_KEY = "lab"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "lab.urls"
USE_TZ = True
_after = MIDDLEWARE.index("django.contrib.auth.middleware.AuthenticationMiddleware") + 1
MIDDLEWARE = [*MIDDLEWARE[:_after], "lab.urls.login", *MIDDLEWARE[_after:]]
