package art

// gardenShed: the office at the end of the path.
func gardenShed(s *sheet) {
	s.skyTo(560)
	if s.dark {
		s.stars(40, 240)
	}
	s.sun(450, 210, 62)
	s.cloud(s.light.alpha(.75), 980, 190, 300)
	green := mix(s.near, lch(.55, .11, 140), .5)
	pale := mix(s.far, lch(.75, .10, 130), .5)
	if s.dark {
		green, pale = green.shade(-.12).dull(.7), pale.shade(-.25).dull(.7)
	}
	s.shrub(mix(pale, s.low, .5), -60, 1660, 540, 150)
	s.shrub(mix(green, s.low, .4), -60, 1660, 580, 100)
	s.rect(mix(green, s.low, .35), 0, 570, width, 60)
	s.dashes(mix(s.light, s.far, .35), 130, 30, 9, "M-10 560H1610")
	s.line(mix(s.light, s.far, .55), 8, "M-10 520H1610M-10 600H1610")
	s.rect(s.down(mix(pale, green, .3), green), 0, 616, width, 284)
	s.tree(300, 650, 118, mix(green, s.near, .35), mix(pale, green, .35), s.ink)
	s.tree(1360, 640, 92, mix(green, s.near, .2), mix(pale, green, .2), s.ink)
	s.shed()
	s.fill(mix(s.low, s.light, .45), "M740 706H872C880 740 800 770 830 810S930 880 960 900H590C570 870 640 820 690 790S730 740 740 706z")
	s.line(mix(s.far, s.near, .2), 4, "M738 740Q800 752 850 738M690 790Q770 806 822 788M650 838Q760 858 850 836")
	for _, bed := range []struct{ x0, x1 float64 }{{40, 560}, {1000, 1560}} {
		s.shrub(mix(green, s.near, .35), bed.x0-80, bed.x1, 856, 84)
		s.rect(mix(green, s.near, .35), bed.x0-80, 850, bed.x1-bed.x0+120, 60)
		s.tufts(mix(green, s.near, .6), bed.x0-40, bed.x1, 840, 900, 80, 30)
		s.blossoms(s.accent, bed.x0, bed.x1, 770, 870, 24, 15)
		s.blossoms(s.light, bed.x0, bed.x1, 780, 880, 18, 18)
		s.blossoms(s.second, bed.x0, bed.x1, 790, 890, 15, 16)
	}
	s.at(1010, 750, 1, 1, func() {
		s.fill(s.second, "M0-62H74L68 0H8z")
		s.line(s.second, 7, "M74-50L112-84M4-56Q-30-46-4-16")
		s.fill(s.second, "M104-94L124-80L118-72L100-86z")
	})
}

func (s *sheet) shed() {
	wall := mix(s.second, s.near, .28)
	s.fill(s.ink.alpha(.28), "M470 716H1180L1250 748H520z")
	s.rect(s.across(wall, wall.shade(-.05)), 520, 350, 580, 362)
	s.dashes(wall.shade(-.07), 362, 3, 33, "M540 531H1096")
	s.fill(s.down(mix(s.accent, s.near, .2), mix(s.accent, s.ink, .4)), "M470 366L560 220H1060L1150 366z")
	s.line(s.ink.alpha(.22), 4, "M530 270H1090M500 318H1120M590 222L510 364M760 222L740 364M900 222L914 364M1030 222L1094 364")
	s.fill(s.ink, box(960, 160, 34, 90))
	s.line(s.light.alpha(.6), 9, "M977 150q-24-26 0-50t0-56")
	in := mix(s.glow, s.accent, .22)
	s.rect(s.light, 560, 430, 170, 160, 4)
	s.rect(s.down(in, mix(in, s.accent, .4)), 572, 442, 146, 136)
	s.fill(s.ink, "M590 578V548H690V578z")
	s.fill(s.near, "M612 546L606 508H652L656 546z")
	s.plant(694, 560, .42, mix(s.near, s.second, .3), s.near, s.accent)
	s.line(s.light, 7, "M645 442V578M572 506H718")
	s.rect(s.light, 776, 400, 150, 312, 4)
	s.rect(s.down(in, mix(in, s.accent, .5)), 790, 414, 122, 298)
	s.fill(mix(s.accent, s.ink, .5), "M790 640H912V650H790zM884 560H912V566H884zM884 520H912V526H884z")
	s.within("M790 414H912V712H790z", func() {
		s.line(s.ink, 3, "M850 414V456")
		s.fill(s.ink, "M826 480Q830 456 850 456T874 480z")
		s.halo(s.glow, 850, 490, 90, .8)
		s.head(842, 640, 1.15, mix(s.accent, s.ink, .25), s.skin(), s.ink, s.variant%2 == 0)
		s.fill(s.near, "M852 640L858 602H902V640z")
	})
	s.fill(mix(wall, s.ink, .25), "M926 400L1010 420V742L926 712z")
	s.disc(s.accent, 992, 580, 6)
	s.halo(s.glow, 850, 620, 240, .4)
	s.fill(s.down(s.glow.alpha(.5), s.glow.alpha(0)), "M790 712H912L960 830H700z")
}
