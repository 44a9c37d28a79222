"""English fragments, written for these tests: people, places and figures are invented."""

from .vocabulary import Subject, Vocabulary

_CAUSES_ALIKE = (
    "Nobody was told to look after {other} when the team was split.",
    "The guide on {other} had not been touched for {small} years.",
    "Reviews of {other} were dropped to save {number} minutes a week.",
    "Two teams took turns with {other}, and each thought the other was in charge.",
)
_CAUSES_APART = (
    "The schedule left {small} days for work that takes {number}.",
    "New staff started without a handover.",
    "Warnings went to a mailbox that nobody reads.",
    "Success was counted by volume, so quality slipped.",
    "Only one person was on duty after midnight.",
)
_MEASURES_ALIKE = (
    "{owner} rewrites the steps for {other} by {date}.",
    "Check {other} every month on day {day} and log the result.",
    "Add an automatic test for {other} that stops the line when it fails.",
    "Move {other} under {owner} and close the {small} other entry points.",
    "Run a drill on {subject} with {number} people by {date}.",
)
_MEASURES_APART = (
    "Name a deputy for each of the {small} roles by {date}.",
    "Hold a weekly review until all {number} points are closed.",
    "Train {number} people at {place} and keep the records.",
    "Buy {small} spare units and store them at {place}.",
    "{owner} publishes progress on the wall chart at {place}.",
)
_TITLES_ALIKE = ("Rework {other}", "Give {other} an owner", "Automate {other}", "Audit {other}")
_TITLES_APART = ("Name deputies", "Weekly follow-up", "Training for all shifts", "Spare capacity", "Visible progress")
_CAUSE_TITLES_ALIKE = ("No routine for {other}", "Old guide on {other}", "Shared duty for {other}")
_CAUSE_TITLES_APART = ("Short schedule", "Missing handover", "Single person on duty", "Wrong incentives")
_DATES = ("2024-09-30", "2024-10-15", "2024-11-29", "2025-01-31", "2025-03-14")

POSTMORTEM = Vocabulary(
    kind="incident",
    language="en",
    report_titles=(
        "Postmortem: outage of the {place}",
        "Postmortem: delayed jobs in the {place}",
        "Incident report: errors in the {place}",
    ),
    openings=(
        "The incident lasted {number} minutes and touched {small} services. This is what was learned.",
        "On a quiet morning, error rates rose to {part}. The team restored service after {number} minutes.",
        "A change at noon slowed {small} services down. Customers saw errors for {number} minutes.",
    ),
    intros=("Each one is described below.", "They are listed by weight.", ""),
    headings={
        "problem": ("Findings", "Problems found", "Key findings", "Identified issues", "Main problems"),
        "cause": ("Root causes", "Root cause analysis", "Contributing factors", "Causes"),
        "measure": ("Action items", "Corrective actions", "Actions", "Follow-up actions", "Action plan"),
        "both": ("Findings and actions", "Problems and corrective actions"),
        "past": ("Follow-up of last year's actions", "Last year's issues and their follow-up"),
        "ledger": ("Action tracker", "Overview", "Register"),
    },
    subjects=(
        Subject("alert routing", "paging rules"),
        Subject("database failover", "standby promotion"),
        Subject("the release checklist", "deployment steps"),
        Subject("capacity planning", "load forecasts"),
        Subject("backup restores", "recovery exercises"),
        Subject("access reviews", "permission audits"),
        Subject("cache expiry", "hot key eviction"),
        Subject("queue limits", "backlog bounds"),
        Subject("certificate renewal", "expiry tracking"),
        Subject("feature flags", "gradual rollout"),
        Subject("log retention", "archive periods"),
        Subject("timeouts of clients", "downstream deadlines"),
        Subject("the status page", "customer notices"),
        Subject("configuration sync", "parameter pushes"),
        Subject("rate limits", "burst control"),
        Subject("on-call handover", "shift change notes"),
    ),
    failings=(
        "had no owner",
        "was skipped",
        "was never tested",
        "lagged behind the plan",
        "relied on one person",
        "was out of date",
        "failed silently",
        "was set wrong",
    ),
    evidence=(
        "It came up {small} times in {number} days.",
        "At the {place}, {small} hosts still ran the old settings.",
        "The first sign was missed for {number} minutes.",
        "Of {number} cases sampled, {small} were wrong.",
        "Retries at the {place} rose by {part}.",
    ),
    alike={"cause": _CAUSES_ALIKE, "measure": _MEASURES_ALIKE},
    apart={"cause": _CAUSES_APART, "measure": _MEASURES_APART},
    titles_alike={"cause": _CAUSE_TITLES_ALIKE, "measure": _TITLES_ALIKE},
    titles_apart={"cause": _CAUSE_TITLES_APART, "measure": _TITLES_APART},
    owners=("Mara Lind", "Tom Okafor", "Ines Duarte", "Paul Reuter", "Yuki Sato", "Lena Brandt"),
    places=("checkout service", "billing cluster", "search index", "mail gateway", "north region", "report store"),
    dates=_DATES,
    results=(
        "Done, watched for {number} days.",
        "Done and checked {small} times by {owner}.",
        "Under way, {part} complete.",
    ),
)

CAPA = Vocabulary(
    kind="rectification",
    language="en",
    report_titles=(
        "CAPA report: audit of the {place}",
        "Corrective action report for the {place}",
        "Audit response: {place}",
    ),
    openings=(
        "The auditors spent {small} days on site and sampled {number} records. This report answers their remarks.",
        "An internal audit covered {number} lots. The plant answers as follows.",
        "The visit in June ended with {small} remarks. This is the answer of the plant.",
    ),
    intros=("Each one is described below.", "They are listed in the order of the audit.", ""),
    headings={
        "problem": ("Nonconformities", "Findings", "Identified findings", "Problems", "Main findings"),
        "cause": ("Root causes", "Root cause", "Causes", "Root cause analysis"),
        "measure": ("Corrective actions", "Corrective and preventive actions", "Actions", "Action plan"),
        "both": ("Findings and corrective actions", "Nonconformities and actions"),
        "past": ("Follow-up of last year's actions", "Last year's findings and their follow-up"),
        "ledger": ("CAPA register", "Overview", "Action log"),
    },
    subjects=(
        Subject("label printing", "batch stickers"),
        Subject("torque calibration", "wrench checks"),
        Subject("supplier inspection", "incoming goods checks"),
        Subject("training records", "operator certificates"),
        Subject("document control", "revision stamps"),
        Subject("line clearance", "changeover cleaning"),
        Subject("temperature logging", "cold room readings"),
        Subject("scrap segregation", "reject bins"),
        Subject("gauge storage", "tool cabinets"),
        Subject("complaint handling", "customer returns"),
        Subject("solvent storage", "flammables lockers"),
        Subject("pest control", "trap rounds"),
        Subject("sampling plans", "lot selection"),
        Subject("first article checks", "start-up approval"),
    ),
    failings=(
        "had gaps",
        "was incomplete",
        "was overdue",
        "lacked signatures",
        "did not follow the procedure",
        "was not verified",
        "differed between shifts",
        "was left to habit",
    ),
    evidence=(
        "Of {number} records, {small} had no date.",
        "In the {place}, {small} of {number} items failed.",
        "The last check was {number} days old.",
        "Two shifts used {small} different forms.",
        "The share of errors was {part}.",
    ),
    alike={"cause": _CAUSES_ALIKE, "measure": _MEASURES_ALIKE},
    apart={"cause": _CAUSES_APART, "measure": _MEASURES_APART},
    titles_alike={"cause": _CAUSE_TITLES_ALIKE, "measure": _TITLES_ALIKE},
    titles_apart={"cause": _CAUSE_TITLES_APART, "measure": _TITLES_APART},
    owners=("R. Novak", "S. Iyer", "K. Meyer", "L. Costa", "the plant manager", "the quality lead"),
    places=("packing hall", "paint shop", "cold store", "press line", "test bay", "goods-in area"),
    dates=_DATES,
    results=("Closed, verified on {small} lots.", "Closed after {number} days.", "Open, {part} complete."),
)

ENGLISH = (POSTMORTEM, CAPA)
