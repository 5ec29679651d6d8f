// Command build makes static/dist. `go generate ./static` runs it there.
package main

import (
	"fmt"
	"os"

	"github.com/commonthread/commonthread/internal/assets"
)

func main() {
	if err := run("."); err != nil {
		fmt.Fprintln(os.Stderr, "assets:", err)
		os.Exit(1)
	}
}

func run(dir string) error {
	made, err := assets.Build(dir)
	if err != nil {
		return err
	}
	return assets.Write(dir, made)
}
