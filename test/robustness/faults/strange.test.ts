import '../../support/quickRetries';
import { tryTable } from './matrix';
import { STRANGE_TABLES } from './strangeOutcomes';

tryTable(STRANGE_TABLES);
