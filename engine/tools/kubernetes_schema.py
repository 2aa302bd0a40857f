"""Makes src/main/resources/dev/slipway/chart/rule/kubernetes.json, the strict schema that rendered objects are checked against.

Input: the folder api/openapi-spec/v3 of a Kubernetes source tree (in the Go module cache after the node was compiled:
k8s.io/kubernetes@VERSION/api/openapi-spec/v3).

    python3 tools/kubernetes_schema.py FOLDER VERSION > src/main/resources/dev/slipway/chart/rule/kubernetes.json

Kept are the kinds that a chart of an application renders. Descriptions go, unknown fields are forbidden, quantities get
their pattern, and x-kubernetes-list-map-keys stays, for it tells what must be unique in a list.
"""

import json
import pathlib
import sys

GROUPS = {
    "api__v1": "ConfigMap Secret Service ServiceAccount PersistentVolumeClaim Pod Namespace ResourceQuota LimitRange",
    "apis__apps__v1": "Deployment StatefulSet DaemonSet",
    "apis__batch__v1": "Job CronJob",
    "apis__networking.k8s.io__v1": "Ingress IngressClass NetworkPolicy",
    "apis__policy__v1": "PodDisruptionBudget",
    "apis__autoscaling__v2": "HorizontalPodAutoscaler",
    "apis__rbac.authorization.k8s.io__v1": "Role RoleBinding ClusterRole ClusterRoleBinding",
    "apis__scheduling.k8s.io__v1": "PriorityClass",
}
KEPT = ("type", "items", "properties", "required", "enum", "additionalProperties", "oneOf", "x-kubernetes-list-map-keys")
QUANTITY = r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$"


def reference(schema):
    target = schema.get("$ref") or (schema.get("allOf") or [{}])[0].get("$ref")
    return target and target.rsplit("/", 1)[1]


def strict(schema, pending):
    name = reference(schema)
    if name:
        pending.append(name)
        return {"$ref": "#/definitions/" + name}
    made = {key: schema[key] for key in KEPT if key in schema}
    if "properties" in made:
        made["properties"] = {key: strict(value, pending) for key, value in sorted(made["properties"].items())}
        made["additionalProperties"] = False
    elif isinstance(made.get("additionalProperties"), dict):
        made["additionalProperties"] = strict(made["additionalProperties"], pending)
    if "items" in made:
        made["items"] = strict(made["items"], pending)
    return made


def main(folder, version):
    kinds, definitions = {}, {}
    for group, names in GROUPS.items():
        schemas = json.loads(pathlib.Path(folder, group + "_openapi.json").read_text())["components"]["schemas"]
        pending = []
        for name, schema in schemas.items():
            for gvk in schema.get("x-kubernetes-group-version-kind", []):
                if gvk["kind"] in names.split() and group.endswith(gvk["version"]) and gvk["group"] in group:
                    kinds["/".join(filter(None, (gvk["group"], gvk["version"], gvk["kind"])))] = name
                    pending.append(name)
        while pending:
            name = pending.pop()
            if name in definitions:
                continue
            if name.endswith(".Quantity"):
                definitions[name] = {"oneOf": [{"type": "string", "pattern": QUANTITY}, {"type": "number"}]}
            elif name.endswith("Status") and not name.endswith("ObjectStatus"):
                definitions[name] = {"type": "object"}
            else:
                definitions[name] = strict(schemas[name], pending)
    json.dump(
        {"version": version, "kinds": kinds, "definitions": definitions},
        sys.stdout,
        sort_keys=True,
        indent=0,
        separators=(",", ":"),
    )
    print()


main(*sys.argv[1:])
