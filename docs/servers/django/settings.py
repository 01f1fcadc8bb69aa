INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "corsheaders",
]

MIDDLEWARE = [
    "corsheaders.middleware.CorsMiddleware",  # cors: preflight vary errors
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]

# cors: allow-origin {
CORS_ALLOWED_ORIGINS = [
    "https://app.example.com",
    "https://admin.example.com",
]
# cors: }
CORS_ALLOW_CREDENTIALS = True  # cors: allow-credentials
CORS_ALLOW_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]  # cors: allow-methods
CORS_ALLOW_HEADERS = ["authorization", "content-type"]  # cors: allow-headers
CORS_EXPOSE_HEADERS = ["X-Total-Count"]  # cors: expose-headers
CORS_PREFLIGHT_MAX_AGE = 7200
