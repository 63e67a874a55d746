"""What was accepted, beside what is stored and what arrived."""
import collections
import dataclasses

OPEN = {"pending", "running", "waiting"}


@dataclasses.dataclass
class Row:
    fault: str
    title: str
    accepted: int = 0
    stored: int = 0
    delivered: int = 0
    twice: int = 0  # delivered more than once, with one key
    twice_recorded: int = 0  # stored twice, or delivered under two keys
    dead: int = 0
    open: int = 0
    lost: int = 0
    not_taken: int = 0  # answers that were neither 202 nor 200, and none
    away_s: float = 0.0
    drained_s: float = 0.0
    note: str = ""
    skipped: str = ""
    failed: str = ""  # the fault was not what it should be, or was not recovered from
    lost_ids: list = dataclasses.field(default_factory=list)

    @property
    def is_wrong(self):
        return bool(self.lost or self.twice_recorded or self.failed)


def open_jobs(rig):
    return int(rig.sql("SELECT count(*) FROM gatehouse.job_execution WHERE status IN ('pending', 'running', 'waiting')"))


def stored_events(rig):
    """By the provider's id, for each row of it the states of its jobs."""
    found = collections.defaultdict(list)
    lines = rig.sql("SELECT e.provider_event_id || ' ' || coalesce(string_agg(j.status, ','), '')"
                    " FROM gatehouse.webhook_event e LEFT JOIN gatehouse.job_execution j ON j.event_id = e.id"
                    " WHERE e.signature_valid GROUP BY e.received_at, e.id").splitlines()
    for line in lines:
        event, _, states = line.partition(" ")
        found[event].append(set(states.split(",")))
    return found


def compare(row, rig, provider):
    accepted, stored, wordpress = provider.accepted, stored_events(rig), rig.wordpress
    for event in accepted:
        states = set().union(*stored.get(event, []))
        times = wordpress.times_taken(event)
        row.stored += event in stored
        row.delivered += times > 0
        row.twice += times > 1
        row.twice_recorded += len(wordpress.keys.get(event, ())) > 1 or len(stored.get(event, ())) > 1
        row.dead += "dead" in states
        row.open += not times and bool(states & OPEN)
        if event not in stored or not times and not states & (OPEN | {"dead"}):
            row.lost_ids.append(event)
    row.accepted, row.lost = len(accepted), len(row.lost_ids)
    row.not_taken = provider.not_taken()
    row.away_s = round(provider.longest_pause(), 1)
