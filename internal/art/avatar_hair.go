package art

// Hair is drawn twice: what hangs behind the shoulders before the body, and
// what frames the face after it.

func (f *face) hairBehind() {
	switch f.Hair {
	case HairLong:
		f.fill(f.hair, "M24 42Q22 14 48 14T72 42Q74 66 78 82Q62 90 48 84Q34 90 18 82Q22 66 24 42z")
	case HairWavy:
		f.fill(f.hair, "M24 40Q20 14 48 13T72 40Q80 50 74 60Q80 70 70 80Q58 84 48 78Q38 84 26 80Q16 70 22 60Q16 50 24 40z")
	case HairBob, HairFringe:
		f.fill(f.hair, "M23 44Q21 14 48 14T73 44L74 64Q62 70 48 66Q34 70 22 64z")
	case HairAfro:
		f.fill(f.hair, "M20 44Q10 34 18 24Q20 10 34 10Q48 1 62 10Q76 10 78 24Q86 34 76 44Q78 56 68 60H28Q18 56 20 44z")
	case HairCurly:
		f.fill(f.hair, "M24 48Q16 44 20 35Q15 25 25 21Q28 11 38 14Q48 6 58 14Q68 11 71 21Q81 25 76 35Q80 44 72 48Q76 58 68 60H28Q20 58 24 48z")
	case HairBun:
		f.disc(f.hair, 48, 12, 10)
		f.disc(f.hairLit, 45, 9.6, 5)
	case HairTail:
		f.fill(f.hair, "M62 18Q84 18 82 46Q82 62 74 72Q70 60 72 46Q72 32 62 28z")
	case HairBraids:
		f.fill(f.hair, "M24 40H72V62H24z")
		f.line(f.hair, 9, "M27 56Q22 70 26 86M69 56Q74 70 70 86")
		f.dashes(f.hairLit, 8, 1.6, 4, "M26.5 60Q23 72 26 88M69.5 60Q73 72 70 88")
	case HairScarf:
		f.fill(f.cloth().shade(-.07), "M22 44Q20 12 48 12T74 44Q76 64 82 80Q64 94 48 90Q32 94 14 80Q20 64 22 44z")
	}
}

// cloth is the colour of a headscarf or a knitted hat.
func (f *face) cloth() colour {
	c := mix(f.top.turn(70), lch(.62, .12, 30), .25)
	if distance(c, f.ground) < .2 || distance(c, f.skin) < .16 {
		c = f.ground.shade(-.28)
	}
	return c
}

func (f *face) hairInFront() {
	switch f.Hair {
	case HairCrop:
		f.fill(f.hair, "M28.6 41Q26 18 48 17.5T67.4 41L65 37Q65 29 59 27Q48 24 37 27Q31 29 31 37z")
	case HairShort:
		f.fill(f.hair, "M28 43Q24 16 47 14.5Q72 13 68 43L65.6 38Q64 31 60 28Q46 33 33 29Q31 33 30.4 38z")
		f.fill(f.hairLit, "M32 25Q37 17.5 47 17.5Q56 17.5 60 21Q44 19 32 25z")
	case HairSide:
		f.fill(f.hair, "M28 44Q23 17 46 14Q72 12 68 44L65.4 36Q62 29 56 25Q46 34 31 34z")
		f.fill(f.hairLit, "M30 29Q35 18 50 17.6Q42 27 30 29z")
	case HairQuiff:
		f.fill(f.hair, "M28.4 42Q25 26 32 20Q40 6 62 11Q73 16 67.6 42L65.4 35Q64 29 58 26Q44 30 37 25Q31 30 30.6 36z")
		f.fill(f.hairLit, "M37 20Q44 11 59 14Q48 14 41 23z")
	case HairReceding:
		f.fill(f.hair, "M28.4 46Q24 30 34 22Q32 31 31.4 40zM67.6 46Q72 30 62 22Q64 31 64.6 40z")
		f.fill(f.skin.shade(.05), "M38 25Q44 21 52 22.4Q45 24 40 29z")
	case HairBald:
		f.fill(f.skin.shade(.055), "M37 27Q42 21.6 51 22.4Q44 25 40 31z")
	case HairLong:
		f.fill(f.hair, "M26 50Q22 15 48 15T70 50Q69 38 64 32Q54 28 48 19Q42 30 32 33Q27 39 26 50z")
		f.fill(f.hairLit, "M29 33Q33 21 45 19Q41 28 29 33z")
	case HairWavy:
		f.fill(f.hair, "M26 48Q21 14 50 14Q74 15 70 48Q68 37 65 33Q52 33 40 22Q36 32 29 36Q27 41 26 48z")
		f.fill(f.hairLit, "M46 18Q58 17 64 25Q54 25 46 18z")
	case HairBob:
		f.fill(f.hair, "M25 54Q22 15 48 15T71 54Q68 40 65 33Q56 32 42 22Q36 31 30 34Q28 42 25 54z")
		f.fill(f.hairLit, "M44 19Q57 17 63 26Q52 25 44 19z")
	case HairFringe:
		f.fill(f.hair, "M24 54Q22 14 48 14.5T72 54L67.6 46Q67 40 65 36Q56 39 48 36.4Q40 39 31 36Q29 40 28.4 46z")
		f.fill(f.hairLit, "M32 27Q38 18 50 18.4Q58 18.6 62 24Q46 21 32 27z")
	case HairBun, HairTail:
		f.fill(f.hair, "M28 44Q24 16.4 48 16T68 44Q67 33 60 28Q48 24 36 28Q29 33 28 44z")
		f.line(f.hairLit, 1.8, "M35 25Q41 20 48 19.6M56 20.6Q60 22 62.6 25")
	case HairBraids:
		f.fill(f.hair, "M27 47Q23 15 48 15T69 47Q68 36 62 30Q54 28 48 19Q42 28 34 30Q28 36 27 47z")
		f.line(f.hairLit, 1.6, "M45 19Q34 22 31 31M51 19Q62 22 65 31")
	case HairAfro:
		f.fill(f.hair, "M28 45Q22 40 26 32Q28 20 40 17Q48 13 56 17Q68 20 70 32Q74 40 68 45Q67 35 60 31Q48 27 36 31Q29 35 28 45z")
		f.fill(f.hairLit.alpha(.7), dot(32, 20, 3), dot(44, 14, 3.4), dot(26, 31, 2.4), dot(57, 16, 2.6))
	case HairCurly:
		f.fill(f.hair, "M27 47Q21 41 26 35Q24 24 33 21Q37 14 46 16Q54 12 60 18Q70 20 69 32Q75 38 69 47Q68 40 65 36Q58 37 56 31Q49 35 44 30Q39 37 33 34Q29 38 27 47z")
		f.line(f.hairLit, 2, "M30 24Q33 17 39 18M46 14Q51 12 55 15M66 22Q71 23 71 28")
	case HairScarf:
		c := f.cloth()
		f.fill(c, "M26 45Q24 15 48 15T70 45Q71 60 63 68Q74 74 76 84Q60 92 44 88Q28 88 20 80Q28 74 33 68Q25 60 26 45zM31.6 42Q31 56 38 62Q43 67 48 67T58 62Q65 56 64.4 42Q63 26 48 26T31.6 42z")
		f.fill(c.shade(-.06), "M63 68Q52 78 33 68Q46 86 76 84Q74 74 63 68z")
		f.line(c.shade(.07), 1.8, "M31 30Q36 19 48 18.6M36 76Q46 82 58 80")
	}
}

func (f *face) beard() {
	c := f.hair
	switch f.Beard {
	case BeardStubble:
		f.fill(mix(f.skin, c, .3), "M29.6 47Q33 54 38 54.6Q48 51.6 58 54.6Q63 54 66.4 47Q65 58 60 63Q54 69 48 69T36 63Q31 58 29.6 47z")
	case BeardShort:
		f.fill(c, "M29.4 46Q32.6 55 38.6 55.6Q48 51.4 57.4 55.6Q63.4 55 66.6 46Q66 60 60 65.4Q54 71 48 71T36 65.4Q30 60 29.4 46z")
	case BeardFull:
		f.fill(c, "M28.8 44Q32 55 38.6 55.4Q48 51.4 57.4 55.4Q64 55 67.2 44Q70 66 62 74Q56 81 48 81T34 74Q26 66 28.8 44z")
		f.line(f.hairLit, 1.4, "M40 70Q42 75 45 77M52 77Q56 74 57 70")
	case BeardMoustache:
		f.fill(c, "M48 55Q42 52.6 37.6 58.4Q43 60.6 48 57.4Q53 60.6 58.4 58.4Q54 52.6 48 55z")
	}
}

func (f *face) hat() {
	c := f.cloth()
	switch f.Hat {
	case HatBeanie:
		f.fill(c, "M26.6 33Q25 10 48 9.6T69.4 33z")
		f.line(c.shade(-.06), 1.5, "M34 27Q35 18 40 12.6M41.4 27Q42 18 45 11M48 27V10.6M54.6 27Q54 18 51 11M62 27Q61 18 56 12.6")
		f.rect(c.shade(.075), 24.6, 28, 46.8, 9, 4.4)
	case HatCap:
		f.fill(c, "M27 32Q26 11 48 11T69 32z")
		f.fill(c.shade(-.08), "M26 33Q44 26 70 31.6Q82 34 80 38Q62 34 26 36z")
		f.disc(c.shade(-.08), 48, 11, 2)
	case HatHelmet:
		f.fill(c, "M25 35Q22 9 48 8.6T71 35Q48 27 25 35z")
		f.line(c.shade(-.12), 3, "M37 13Q33 20 32.6 29M48 10.6V27M59 13Q63 20 63.4 29")
		f.line(lch(.25, .02, 260), 1.7, "M30.4 35L33 58Q40 69 48 70.4Q56 69 63 58L65.6 35")
	case HatStraw:
		f.oval(lch(.80, .09, 85), 48, 31.6, 33, 6.4)
		f.fill(lch(.85, .09, 88), "M30 31Q29 12 48 12T66 31Q48 35 30 31z")
		f.fill(c, "M29.6 26.6Q48 31 66.4 26.6V31.6Q48 36 29.8 31.6z")
	}
}
