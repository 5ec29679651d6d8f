package config

import (
	"strings"
	"testing"
)

func TestParseEnvFile_readsTheUsualForms(t *testing.T) {
	text := "\ufeff# a comment\r\n\r\n" +
		"PLAIN=value\r\n" +
		"  export SPACED =  value  \n" +
		"EMPTY=\n" +
		"COMMENTED=value # not part of it\n" +
		"NOTHING= # only a comment\n" +
		"HASH=va#lue\n" +
		"SINGLE='a \"b\" \\n # $c'  # comment\n" +
		"DOUBLE=\"a 'b' \\\"c\\\" \\\\ \\$d #e\"\n" +
		"LINES=\"one\\ntwo\\tthree\"\n" +
		"EQUALS=a=b=c\n" +
		"DOLLAR=$HOME/${X}\n" +
		"LAST=no newline"
	want := map[string]string{
		"PLAIN": "value", "SPACED": "value", "EMPTY": "", "COMMENTED": "value", "NOTHING": "", "HASH": "va#lue",
		"SINGLE": `a "b" \n # $c`, "DOUBLE": `a 'b' "c" \ $d #e`, "LINES": "one\ntwo\tthree", "EQUALS": "a=b=c",
		"DOLLAR": "$HOME/${X}", "LAST": "no newline",
	}
	pairs, problems := parseEnvFile("x.env", text)
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got := map[string]string{}
	for _, p := range pairs {
		got[p.name] = p.value
	}
	if len(got) != len(want) {
		t.Errorf("%d pairs, want %d: %v", len(got), len(want), got)
	}
	for name, value := range want {
		if got[name] != value {
			t.Errorf("%s = %q, want %q", name, got[name], value)
		}
	}
}

func TestParseEnvFile_refusesWhatItCannotReadWithTheLine(t *testing.T) {
	for text, part := range map[string]string{
		"nonsense": "write NAME=value", "=hunter2": "write NAME=value", "A B=hunter2": "write NAME=value", "1A=hunter2": "write NAME=value",
		"A='hunter2": "not closed", `A="hunter2`: "not closed", `A="hunter2\`: "not closed", `A="hunter2\q"`: "not an escape",
		"A='hunter2' b": "after the closing quote", `A="hunter2"b`: "after the closing quote", "A=1\nB=2\nA=hunter2": "already given in line",
	} {
		_, problems := parseEnvFile("x.env", "\n"+text)
		if len(problems) != 1 {
			t.Errorf("%q: %d problems: %q", text, len(problems), problems)
			continue
		}
		if !strings.HasPrefix(problems[0], "x.env line ") || !strings.Contains(problems[0], part) {
			t.Errorf("%q: %q does not say %q", text, problems[0], part)
		}
		if strings.Contains(problems[0], "hunter2") {
			t.Errorf("%q: the refusal shows the value: %q", text, problems[0])
		}
	}
}

func TestLoad_refusesAConfigFileThatCannotBeRead(t *testing.T) {
	got := refuse(t, Source{File: "/nowhere/forum.env"})
	if got != "--config /nowhere/forum.env: no such file or directory" {
		t.Errorf("got %q", got)
	}
}

func TestLoad_namesTheLineOfAWrongValueInTheFile(t *testing.T) {
	file := write(t, "# forum\nCOMMONTHREAD_LOG=loud\n")
	if got := refuse(t, Source{File: file}); !strings.HasPrefix(got, "COMMONTHREAD_LOG ("+file+` line 2) is "loud": it must be`) {
		t.Errorf("got %q", got)
	}
}
