package main

import (
	"context"

	"github.com/commonthread/commonthread/internal/database"
	build "github.com/commonthread/commonthread/internal/version"
)

type versionCommand struct{}

func (versionCommand) Run(_ context.Context, t terminal) error {
	t.printf("%s\n", thisBuild())
	return nil
}

func thisBuild() build.Info {
	return build.Read(build.Stamp{Release: version, Commit: commit}, database.SchemaNumber())
}
