package reading

import "reflect"

// allow sets every flag of a struct of flags, those that are added later too.
func allow(flags any) {
	v := reflect.ValueOf(flags).Elem()
	for i := range v.NumField() {
		if f := v.Field(i); f.Kind() == reflect.Bool {
			f.SetBool(true)
		}
	}
}
