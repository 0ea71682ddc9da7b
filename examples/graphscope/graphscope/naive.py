"""Label propagation in the fewest words, to hold both systems against."""

import collections

import graphs


def label_propagation(files, votes, rounds=10):
    """The labels of people after some rounds along `knows`. `votes` tells whose labels a vertex counts: those of the
    ends of its edges ("both", which is LDBC Graphalytics' definition), of its out-edges ("out") or in-edges ("in")."""
    heard = collections.defaultdict(list)
    for edge in graphs.read(f"{files}/knows.csv"):
        source, target = int(edge["src"]), int(edge["dst"])
        if votes != "in":
            heard[source].append(target)
        if votes != "out":
            heard[target].append(source)
    labels = {int(person["id"]): int(person["id"]) for person in graphs.read(f"{files}/person.csv")}
    for _ in range(rounds):
        counts = {person: collections.Counter(labels[other] for other in heard[person]) for person in labels}
        labels = {person: min((-count, label) for label, count in found.items())[1] if found else labels[person]
                  for person, found in counts.items()}
    return labels
