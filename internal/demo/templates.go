package demo

import "github.com/commonthread/commonthread/models"

// templates are what Waymark's stories begin with.
var templates = []models.StoryTemplateInput{
	{
		Name: "Interview", Purpose: "Somebody at Waymark, in their own words", Title: "Behind the counter: {{name}}",
		Body: "{{Who is it, where do we meet, and what is on the table in front of them?}}\n\n## How did you come to this?\n\n{{answer}}\n\n## What does a good day look like?\n\n{{answer}}\n\n## What would you change?\n\n{{answer}}\n",
	},
	{
		Name: "What we changed", Purpose: "Something was done because members asked", Title: "You asked for {{what}}. Here it is",
		Body: "{{Who asked, and what for? Link the suggestion.}}\n\n## What is different\n\n{{what}}\n\n## What we could not do\n\n{{what, and why}}\n\n## Who helped\n\n{{names}}\n",
	},
	{
		Name: "Pictures of the month", Purpose: "A theme has closed", Title: "{{theme}}: what you saw",
		Body: "{{What was asked for, and how many sent something?}}\n\n{{The pictures, each with who took it}}\n\n## The next theme\n\n{{theme, and until when}}\n",
	},
}

// keepTemplates has them written, and an older one archived.
func (l *loader) keepTemplates(by string) error {
	v, err := l.viewer(by)
	if err != nil {
		return err
	}
	for _, t := range templates {
		if _, err := l.store.SaveStoryTemplate(l.ctx, v, t); err != nil {
			return err
		}
	}
	old, err := l.store.SaveStoryTemplate(l.ctx, v, models.StoryTemplateInput{Name: "Newsletter", Purpose: "From before the magazine", Body: "Dear all,\n\n{{news}}\n"})
	if err != nil {
		return err
	}
	return l.store.ArchiveStoryTemplate(l.ctx, v, old.ID, true)
}
