{{/* What selects the pods of a service. Never changes: a selector cannot be changed after the installation. */}}
{{- define "notebook.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{/* Labels of a service's pods. The chart's version is not among them: it would restart pods that did not change. */}}
{{- define "notebook.podLabels" -}}
{{ include "notebook.selector" . }}
app.kubernetes.io/part-of: notebook
app.kubernetes.io/version: {{ (index .root.Values.services .name).image.tag | trunc 63 | trimAll "-_." | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
slipway.dev/role: {{ .role }}
{{- end }}

{{/* Labels of a service's objects. */}}
{{- define "notebook.labels" -}}
{{ include "notebook.podLabels" . }}
helm.sh/chart: {{ include "notebook.chart" .root }}
{{- end }}

{{/* Labels of the objects that belong to the application as a whole. */}}
{{- define "notebook.appLabels" -}}
app.kubernetes.io/name: notebook
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: notebook
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ include "notebook.chart" . }}
{{- end }}

{{- define "notebook.chart" -}}
{{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimAll "-_." }}
{{- end }}

{{/* An image's reference; the digest, where one is given, decides. */}}
{{- define "notebook.image" -}}
{{ .repository }}:{{ .tag }}{{ with .digest }}@{{ . }}{{ end }}
{{- end }}

{{/* Where a person's browser finds the application. */}}
{{- define "notebook.publicUrl" -}}
{{ .Values.publicUrl | default (printf "%s://%s" (ternary "https" "http" (not (empty .Values.ingress.tlsSecret))) (.Values.ingress.host | default "localhost")) | trimSuffix "/" }}
{{- end }}

{{/* A secret, encoded: the one given, else the one that is installed, else a new one. */}}
{{- define "notebook.secret" -}}
{{- if .given }}{{ .given | b64enc }}{{ else if .installed }}{{ .installed }}{{ else }}{{ randAlphaNum 48 | b64enc }}{{ end -}}
{{- end }}

{{/* Pod Security "restricted", for a pod ... */}}
{{- define "notebook.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{/* ... and for each of its containers. */}}
{{- define "notebook.containerSecurity" -}}
runAsNonRoot: true
privileged: false
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: ["ALL"]
{{- end }}
