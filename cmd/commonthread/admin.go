package main

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/commonthread/commonthread/internal/config"
	"github.com/commonthread/commonthread/models"
)

type adminCommands struct {
	Create   adminCreateCommand   `cmd:"" help:"Make an account; the password is read from standard input."`
	Password adminPasswordCommand `cmd:"" help:"Give an account a new password, read from standard input; it is signed out everywhere."`
}

type adminCreateCommand struct {
	Email  string `required:"" placeholder:"ADDRESS" help:"Mail address, which signs in."`
	Handle string `required:"" placeholder:"HANDLE" help:"3 to 30 of a-z, 0-9, _ and -."`
	Name   string `placeholder:"NAME" help:"Name shown beside posts; the handle where none is given."`
	Role   string `default:"administrator" placeholder:"ROLE" help:"administrator (the default), moderator, contributor or member."`
	commonFlags
	dataFlags
}

func (c *adminCreateCommand) Run(ctx context.Context, t terminal) error {
	role, err := models.ParseRole(c.Role)
	if err != nil {
		return wrongUsage("--role is %q: it must be one of %s; did you mean %q?", c.Role, strings.Join(roleNames(), ", "), nearestRole(c.Role))
	}
	cfg, err := t.settings(c.commonFlags, c.dataFlags)
	if err != nil {
		return err
	}
	password, err := t.password()
	if err != nil {
		return err
	}
	d, err := openBeside(ctx, cfg, t.logger(cfg))
	if err != nil {
		return err
	}
	defer d.close()

	name := c.Name
	if name == "" {
		name = c.Handle
	}
	member, err := d.store.CreateMember(ctx, models.MemberInput{
		Handle: c.Handle, Name: name, Email: c.Email, Password: password, Role: role,
	})
	if err != nil {
		return err
	}
	t.printf("made %s (%s, %s)\n", member.Handle, member.Email, member.Role)
	return nil
}

type adminPasswordCommand struct {
	Handle string `required:"" placeholder:"HANDLE" help:"Whose password it is."`
	commonFlags
	dataFlags
}

func (c *adminPasswordCommand) Run(ctx context.Context, t terminal) error {
	cfg, err := t.settings(c.commonFlags, c.dataFlags)
	if err != nil {
		return err
	}
	if missing(cfg.Database) {
		return fmt.Errorf("there is no database at %s", cfg.Database)
	}
	password, err := t.password()
	if err != nil {
		return err
	}
	d, err := openBeside(ctx, cfg, t.logger(cfg))
	if err != nil {
		return err
	}
	defer d.close()

	err = d.store.SetPassword(ctx, c.Handle, password)
	if models.KindOf(err) == models.NotFound {
		return fmt.Errorf("nobody has the handle %q", c.Handle)
	}
	if err != nil {
		return err
	}
	t.printf("%s has a new password and is signed out everywhere\n", c.Handle)
	return nil
}

// roleNames lists the roles, greatest first, as the help does.
func roleNames() []string {
	var names []string
	for _, r := range slices.Backward(models.Roles) {
		names = append(names, string(r))
	}
	return names
}

// nearestRole knows what people call roles for short, too.
func nearestRole(written string) string {
	short := map[string]models.Role{"admin": models.RoleAdministrator, "mod": models.RoleModerator, "staff": models.RoleContributor}
	known := roleNames()
	nearest := config.Nearest(written, append(known, slices.Sorted(maps.Keys(short))...))
	if role, ok := short[nearest]; ok {
		return string(role)
	}
	return nearest
}
