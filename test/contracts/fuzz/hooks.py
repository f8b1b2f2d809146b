"""Lets generated requests reach the demonstration fund, and holds the answers to what no schema can say."""

import uuid
from random import Random

import schemathesis
from schemathesis import GenerationMode

KNOWN = {
    "fundId": ["imdp"],
    "organisationId": ["state-a", "iom"],
    "sessionId": ["session-2", "session-3"],
    "agendaItemId": ["P1", "P3", "P6", "S0"],
    "decisionId": ["decision-S0", "decision-P1", "decision-P4-return"],
    "contributionId": ["A", "B", "D", "bank-seed"],
    "allocationId": ["decision-P1", "decision-S0"],
    "mandateId": ["P1", "P4"],
    "proposalId": ["P1", "P4", "P6", "S0"],
    "callId": ["call-2007"],
    "windowId": ["W1", "W2"],
    "activityId": ["P1", "P4", "S0"],
    "pot": ["pooled", "bank", "D"],
    "seat": ["1", "5", "9"],
    "donor": ["state-a", "the-bank"],
    "organisation": ["state-a", "iom"],
    "lead": ["iom", "fund-secretariat"],
    "currency": ["USD"],
    "id": ["fuzz-1", "fuzz-2", "P1", "S0"],
}

# What only the system itself can make up; a made-up one is rightly refused.
OPAQUE = {"cursor"}

REALISTIC_HEADERS = {
    "Mdtf-After": "committee/imdp/1",
    "Mdtf-Time": "2008-05-01T07:00:00Z",
    "Mdtf-Provenance": '{"source": "fuzz", "row": 1}',
    "If-Match": "*",
    "If-None-Match": '"none"',
}

# Of its own, so that what generates the requests stays repeatable.
CHANCE = Random(1)


def realistic(value):
    """The same value with ids and currencies that exist, three times in four."""
    if isinstance(value, list):
        return [realistic(item) for item in value]
    if not isinstance(value, dict):
        return value
    changed = {}
    for name, member in value.items():
        known = KNOWN.get(name)
        if known and isinstance(member, str) and CHANCE.random() < 0.75:
            changed[name] = CHANCE.choice(known)
        else:
            changed[name] = realistic(member)
    return changed


def is_positive(case):
    meta = case.meta
    return meta is not None and meta.generation.mode is GenerationMode.POSITIVE


@schemathesis.hook
def before_call(context, case, kwargs):
    if not is_positive(case):
        return
    if case.path_parameters:
        case.path_parameters = realistic(dict(case.path_parameters))
    if case.query:
        case.query = {name: value for name, value in case.query.items() if name not in OPAQUE}
    if isinstance(case.body, (dict, list)):
        case.body = realistic(case.body)
    headers = case.headers if case.headers is not None else {}
    if "Idempotency-Key" in headers:
        # A key is for one request; the same one again would only be told so.
        headers["Idempotency-Key"] = f"fuzz-{uuid.uuid4()}"
    # Headers are generated without regard to their patterns, and a time is nothing without a provenance.
    for name, value in REALISTIC_HEADERS.items():
        if name in headers:
            headers[name] = value
    if "Mdtf-Time" in headers:
        headers["Mdtf-Provenance"] = REALISTIC_HEADERS["Mdtf-Provenance"]


@schemathesis.check
def schema_says_all(context, response, case):
    """What fits the published schema is never refused as not fitting the contract."""
    if not is_positive(case) or response.status_code != 400:
        return
    problem = response.json()
    refused_by_schema = problem.get("type") == "urn:mdtf:problem:invalid-request"
    assert not refused_by_schema, f"fits the schema, and is refused: {problem.get('errors', [])[:3]}"


@schemathesis.check
def problems_are_problems(context, response, case):
    """Every refusal is a problem with a stable type, the status it was sent with, and words for a person."""
    if response.status_code < 400:
        return
    content_type = response.headers.get("content-type", [""])[0]
    assert content_type.startswith("application/problem+json"), f"refused as {content_type}"
    if case.method.upper() == "HEAD":
        return
    problem = response.json()
    assert problem.get("type", "").startswith("urn:mdtf:problem:"), f"type is {problem.get('type')}"
    assert problem.get("status") == response.status_code, f"status is {problem.get('status')}"
    assert problem.get("title") and problem.get("detail"), "says nothing"


@schemathesis.check
def not_overwhelmed(context, response, case):
    """One caller alone never makes the system too busy."""
    assert response.status_code not in (429, 503), f"answered {response.status_code}: {response.text[:300]}"
