"""What the lab asks for, and a login check in front of it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

View = Callable[[HttpRequest], HttpResponse]


def login(get_response: View) -> View:
    def check(request: HttpRequest) -> HttpResponse:
        wanted = request.path == "/private"
        if wanted and request.headers.get("Authorization") != "Bearer secret":
            return HttpResponse(status=401)
        return get_response(request)

    return check


@csrf_exempt
@require_http_methods(["GET", "PUT"])
def items(request: HttpRequest) -> HttpResponse:
    headers = {"Cache-Control": "public, max-age=60", "X-Total-Count": "2"}
    return JsonResponse(["first", "second"], safe=False, headers=headers)


@require_GET
def private(request: HttpRequest) -> HttpResponse:
    return JsonResponse({})


def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("broken")


urlpatterns = [path("items", items), path("private", private), path("broken", broken)]
