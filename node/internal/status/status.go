// Package status is how a node tells the world how it is: one small file, replaced atomically.
package status

import (
	"encoding/json"
	"os"
)

// Phases of a node's life.
const (
	Starting = "starting"
	Ready    = "ready"
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
	// Millis since the start of the node.
	Millis int64 `json:"millis"`
	// Message is the reason for Failed.
	Message string `json:"message"`
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
