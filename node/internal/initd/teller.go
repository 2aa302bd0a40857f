package initd

import (
	"maps"
	"sync"
	"time"

	"slipway.dev/node/internal/status"
)

// teller keeps the status file true.
type teller struct {
	mu    sync.Mutex
	file  string
	began time.Time
	now   status.Status
}

func newTeller(file string, began time.Time) *teller {
	return &teller{file: file, began: began, now: status.Status{
		Phase: status.Starting, Ready: map[string]bool{}, Warnings: map[string]string{},
	}}
}

func (t *teller) change(f func(*status.Status)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	before := t.now
	before.Ready, before.Warnings = maps.Clone(t.now.Ready), maps.Clone(t.now.Warnings)
	f(&t.now)
	if before.Same(t.now) {
		return
	}
	t.now.Millis = time.Since(t.began).Milliseconds()
	_ = status.Write(t.file, t.now)
}

func (t *teller) waiting(what string) { t.change(func(s *status.Status) { s.Detail = what }) }

func (t *teller) done(component string) {
	t.change(func(s *status.Status) { s.Ready[component] = true })
}

func (t *teller) warn(addon, message string) {
	t.change(func(s *status.Status) { s.Warnings[addon] = message })
}

func (t *teller) allReady() {
	t.change(func(s *status.Status) {
		s.Phase, s.Detail, s.ReadyMillis = status.Ready, "", time.Since(t.began).Milliseconds()
	})
}

func (t *teller) fail(message string) {
	t.change(func(s *status.Status) { s.Phase, s.Message = status.Failed, message })
}

// troubled tells of a component that keeps ending after the node was ready, and when that is over.
func (t *teller) troubled(message string, bad bool) {
	t.change(func(s *status.Status) {
		switch {
		case bad && s.Phase == status.Ready:
			s.Phase, s.Message = status.Degraded, message
		case !bad && s.Phase == status.Degraded:
			s.Phase, s.Message = status.Ready, ""
		}
	})
}
