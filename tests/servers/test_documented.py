"""What can be validated of configurations without their software, and the syntax of all files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from botocore.loaders import Loader
from botocore.model import ServiceModel, Shape
from botocore.validate import ParamValidator
from pygments.lexers import get_lexer_by_name
from pygments.token import Error

from tests.servers.published import STACKS, entry, published, variants

FILES = [(stack, file.path, file.language) for stack in STACKS for file in entry(stack).files]
DATA: dict[str, Callable[[str], object]] = {
    "json": json.loads,
    "toml": tomllib.loads,
    "xml": ElementTree.fromstring,
    "yaml": yaml.safe_load,
}
#: What lexers don't know although it is right: lighttpd's, `!=`.
GAPS = {"lighttpd": ["!"]}
DATA_FILES = [(stack, path, language) for stack, path, language in FILES if language in DATA]


@pytest.mark.parametrize(("stack", "path", "language"), FILES)
def test_a_published_file_is_text_of_its_language(stack: str, path: str, language: str) -> None:
    tokens = get_lexer_by_name(language).get_tokens(published(stack, path))
    unknown = [text for kind, text in tokens if kind is Error]
    assert not [text for text in unknown if text not in GAPS.get(language, [])]


@pytest.mark.parametrize(("stack", "path", "language"), DATA_FILES)
def test_a_file_of_data_is_well_formed_as_it_stands_and_changed(
    stack: str, path: str, language: str
) -> None:
    for name, text in variants(stack, path).items():
        try:
            DATA[language](text)
        except (ValueError, ElementTree.ParseError, yaml.YAMLError) as error:
            pytest.fail(f"{stack}/{path}, {name}: {error}")


def test_what_is_not_well_formed_is_noticed() -> None:
    with pytest.raises(ValueError):
        DATA["json"](published("s3", "cors.json").replace('"MaxAgeSeconds": 7200', ""))


# AWS: the models of its services, as botocore has them.

AWS = [
    ("s3", "cors.json", "s3", "CORSConfiguration"),
    ("cloudfront", "response-headers-policy.json", "cloudfront", "ResponseHeadersPolicyConfig"),
    ("cloudfront", "cache-behavior.json", "cloudfront", "DefaultCacheBehavior"),
    ("api-gateway", "http-api-cors.json", "apigatewayv2", "Cors"),
]


def shape(service: str, name: str) -> Shape:
    return ServiceModel(Loader().load_service_model(service, "service-2")).shape_for(name)


def against(value: object, model: Shape, where: str = "") -> list[str]:
    """What AWS would refuse: botocore's findings, texts that no enumeration has, wrong counts."""
    report = ParamValidator().validate(value, model)
    found = [report.generate_report()] if report.has_errors() else []
    return found + _enumerations(value, model, where)


def _enumerations(value: Any, model: Shape, where: str) -> list[str]:
    if model.type_name == "structure" and isinstance(value, dict):
        found = [
            problem
            for name, member in model.members.items()
            if name in value
            for problem in _enumerations(value[name], member, f"{where}.{name}")
        ]
        if "Quantity" in value and value["Quantity"] != len(value.get("Items", ())):
            found.append(f"{where}: Quantity isn't the number of Items")
        return found
    if model.type_name == "list" and isinstance(value, list):
        return [
            problem
            for number, item in enumerate(value)
            for problem in _enumerations(item, model.member, f"{where}[{number}]")
        ]
    if getattr(model, "enum", None) and value not in model.enum:
        return [f"{where}: {value!r} is none of {model.enum}"]
    return []


@pytest.mark.parametrize(("stack", "path", "service", "name"), AWS)
def test_aws_takes_the_file_as_it_stands_and_changed(
    stack: str, path: str, service: str, name: str
) -> None:
    model = shape(service, name)
    for variant, text in variants(stack, path).items():
        assert against(json.loads(text), model) == [], variant


@pytest.mark.parametrize(
    ("stack", "path", "service", "name", "good", "bad"),
    [
        (*AWS[0], '"AllowedOrigins"', '"AllowOrigins"'),
        (*AWS[1], '"OriginOverride": true', '"OriginOverride": "yes"'),
        (*AWS[1], '"PATCH"', '"TRACE"'),
        (*AWS[2], '"Quantity": 7', '"Quantity": 6'),
        (*AWS[3], '"MaxAge": 7200', '"MaxAge": "7200"'),
    ],
)
def test_aws_refuses_what_it_does_not_know(
    stack: str, path: str, service: str, name: str, good: str, bad: str
) -> None:
    text = published(stack, path)
    assert good in text
    assert against(json.loads(text.replace(good, bad)), shape(service, name))


def test_gateway_responses_and_preflight_headers_of_a_rest_api() -> None:
    api = yaml.safe_load(published("api-gateway", "rest-api.yaml"))
    model = shape("apigateway", "PutGatewayResponseRequest")
    for kind, response in api["x-amazon-apigateway-gateway-responses"].items():
        request = {"restApiId": "id", "responseType": kind, **response}
        assert against(request, model) == []
        assert all(
            name.startswith("gatewayresponse.header.") for name in response["responseParameters"]
        )

    options = api["paths"]["/{proxy+}"]["options"]
    sent = options["x-amazon-apigateway-integration"]["responses"]["default"]
    declared = {f"method.response.header.{name}" for name in options["responses"]["200"]["headers"]}
    assert set(sent["responseParameters"]) <= declared
    assert options["responses"].keys() == {sent["statusCode"]}
    template = sent["responseTemplates"]["application/json"]
    overridden = re.findall(r"\$context\.responseOverride\.header\.([\w-]+)", template)
    assert {f"method.response.header.{name}" for name in overridden} <= declared
    assert template.count("#if") == template.count("#end")
    assert "security" not in options


# Others: the fields and values of the vendors' references.


def test_cloud_storage_has_the_fields_and_methods_of_the_reference() -> None:
    for variant, text in variants("gcs", "cors.json").items():
        for rule in json.loads(text):
            assert rule.keys() <= {"origin", "method", "responseHeader", "maxAgeSeconds"}, variant
            assert set(rule["method"]) <= {"DELETE", "GET", "HEAD", "POST", "PUT"}, variant


def test_blob_storage_has_the_fields_and_limits_of_the_reference() -> None:
    fields = {"allowedOrigins", "allowedMethods", "allowedHeaders", "exposedHeaders"}
    for variant, text in variants("azure-blob", "cors.json").items():
        (resource,) = json.loads(text)["resources"]
        assert resource["type"] == "Microsoft.Storage/storageAccounts/blobServices"
        rules = resource["properties"]["cors"]["corsRules"]
        assert len(rules) <= 5
        for rule in rules:
            assert rule.keys() == {*fields, "maxAgeInSeconds"}, variant
            for name in fields:
                assert all(len(value) <= 256 for value in rule[name])
            for name in ("allowedHeaders", "exposedHeaders"):
                assert sum(value.endswith("*") for value in rule[name]) <= 2


#: Elements of IIS's CORS module, with their attributes, by the element around them.
IIS: dict[str, dict[str, set[str]]] = {
    "system.webServer": {"cors": {"enabled", "failUnlistedOrigins"}},
    "cors": {"add": {"origin", "allowed", "allowCredentials", "maxAge"}},
    "add": {
        "allowHeaders": {"allowAllRequestedHeaders"},
        "allowMethods": set(),
        "exposeHeaders": set(),
    },
    "allowHeaders": {"add": {"header"}},
    "allowMethods": {"add": {"method"}},
    "exposeHeaders": {"add": {"header"}},
}


def test_the_iis_module_knows_all_elements_and_attributes() -> None:
    for variant, text in variants("iis", "web.config").items():
        server = ElementTree.fromstring(text).find("system.webServer")
        assert server is not None
        waiting = [server]
        while waiting:
            parent = waiting.pop()
            for element in parent:
                attributes = IIS[parent.tag].get(element.tag)
                assert attributes is not None, f"{variant}: {element.tag} in {parent.tag}"
                assert set(element.keys()) <= attributes, variant
                waiting.append(element)


@pytest.mark.skipif(shutil.which("php") is None, reason="needs PHP")
def test_laravel_reads_the_options_that_its_middleware_knows() -> None:
    for variant, text in variants("laravel", "cors.php").items():
        code = (
            text.removeprefix("<?php")
            .replace("return ", "echo json_encode(")
            .replace("];\n", "]);\n")
        )
        options = json.loads(
            subprocess.run(
                ["php", "-r", code], capture_output=True, text=True, check=True, timeout=30
            ).stdout
        )
        assert options.keys() == {
            "paths",
            "allowed_origins",
            "allowed_origins_patterns",
            "supports_credentials",
            "allowed_methods",
            "allowed_headers",
            "exposed_headers",
            "max_age",
        }, variant


@pytest.mark.skipif(shutil.which("rustfmt") is None, reason="needs Rust's formatter")
def test_rust_parses_its_file_as_it_stands_and_changed() -> None:
    command = ["rustfmt", "--edition", "2021"]
    for variant, text in variants("rust", "main.rs").items():
        run = subprocess.run(
            command, input=text, capture_output=True, text=True, check=False, timeout=30
        )
        assert run.returncode == 0, f"{variant}: {run.stderr}"
        assert variant != "published" or run.stdout == text


@pytest.mark.skipif(shutil.which("javac") is None, reason="needs a Java compiler")
def test_java_parses_spring_s_file_as_it_stands_and_changed(tmp_path: Path) -> None:
    """Without Spring its names are unknown; nothing else may be wrong."""
    package = "package com.example.api;"
    sources = []
    for number, text in enumerate(variants("spring", "SecurityConfiguration.java").values()):
        assert package in text
        sources.append(tmp_path / f"variant{number}" / "SecurityConfiguration.java")
        sources[-1].parent.mkdir()
        sources[-1].write_text(text.replace(package, f"package variant{number};"), encoding="utf-8")
    run = subprocess.run(
        ["javac", "-proc:none", "-Xmaxerrs", "10000", "-d", tmp_path / "classes", *sources],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        env={"LC_ALL": "C", "PATH": str(Path(shutil.which("javac") or "").parent)},
    )
    errors = re.findall(r"(\S*: error: .*)", run.stderr)
    assert all(any(str(source) in error for error in errors) for source in sources)
    unknown = r"does not exist|cannot find symbol|static import only"
    assert not [error for error in errors if not re.search(unknown, error)]
