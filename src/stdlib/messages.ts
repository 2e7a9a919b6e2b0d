// The packages that send messages, as one file: a script that imports one mostly reaches for another.
import type { Package } from '../library/index.ts'
import { alerta } from './contrib/bonitoo-io/alerta.ts'
import { servicenow } from './contrib/bonitoo-io/servicenow.ts'
import { victorops } from './contrib/bonitoo-io/victorops.ts'
import { zenoss } from './contrib/bonitoo-io/zenoss.ts'
import { discord } from './contrib/chobbs/discord.ts'
import { bigpanda } from './contrib/rhajek/bigpanda.ts'
import { opsgenie } from './contrib/sranka/opsgenie.ts'
import { sensu } from './contrib/sranka/sensu.ts'
import { teams } from './contrib/sranka/teams.ts'
import { telegram } from './contrib/sranka/telegram.ts'
import { webexteams } from './contrib/sranka/webexteams.ts'
import { pagerduty } from './pagerduty.ts'
import { pushbullet } from './pushbullet.ts'
import { slack } from './slack.ts'

export const messages: readonly Package[] = [
  alerta,
  servicenow,
  victorops,
  zenoss,
  discord,
  bigpanda,
  opsgenie,
  sensu,
  teams,
  telegram,
  webexteams,
  slack,
  pagerduty,
  pushbullet,
]
