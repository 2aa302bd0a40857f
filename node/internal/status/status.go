// Package status is how a node tells the world how it is: one small file, replaced atomically.
package status

import (
	"encoding/json"
	"maps"
	"os"
)

// Phases of a node's life.
const (
	Starting = "starting"
	Ready    = "ready"
	// Degraded: it was ready, and a component keeps ending.
	Degraded = "degraded"
	Failed   = "failed"
	Stopped  = "stopped"
)

// Status of a node.
type Status struct {
	Phase string `json:"phase"`
	// Detail is what is being waited for.
	Detail string `json:"detail"`
	// Ready tells for each component whether it answers.
	Ready map[string]bool `json:"ready"`
	// Millis since the start of the node, when this was written.
	Millis int64 `json:"millis"`
	// ReadyMillis is how long the start took; 0 before it is over.
	ReadyMillis int64 `json:"readyMillis"`
	// Message is the reason for Failed and Degraded.
	Message string `json:"message"`
	// Warnings tell for each add-on (storage, metrics, ingress) why it does not work.
	Warnings map[string]string `json:"warnings"`
}

// Same tells whether nothing but the time differs.
func (s Status) Same(o Status) bool {
	return s.Phase == o.Phase && s.Detail == o.Detail && s.ReadyMillis == o.ReadyMillis && s.Message == o.Message &&
		maps.Equal(s.Ready, o.Ready) && maps.Equal(s.Warnings, o.Warnings)
}

// Write replaces the file.
func Write(path string, s Status) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path+".new", raw, 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

// Read reads the file.
func Read(path string) (Status, error) {
	var s Status
	raw, err := os.ReadFile(path)
	if err != nil {
		return s, err
	}
	return s, json.Unmarshal(raw, &s)
}
