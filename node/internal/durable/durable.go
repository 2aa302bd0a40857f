// Package durable writes files that are whole or not there, whenever the machine is switched off.
package durable

import (
	"os"
	"path/filepath"
)

// Write replaces a file. Readers see the content of before or the new one.
func Write(path string, content []byte, mode os.FileMode) error {
	dir := filepath.Dir(path)
	part, err := os.CreateTemp(dir, "."+filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(part.Name())
	if err := fill(part, content, mode); err != nil {
		part.Close()
		return err
	}
	if err := part.Close(); err != nil {
		return err
	}
	if err := os.Rename(part.Name(), path); err != nil {
		return err
	}
	return flush(dir)
}

func fill(part *os.File, content []byte, mode os.FileMode) error {
	if err := part.Chmod(mode); err != nil {
		return err
	}
	if _, err := part.Write(content); err != nil {
		return err
	}
	return part.Sync()
}

// flush brings the folder's own entries to the disk.
func flush(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	return d.Sync()
}
