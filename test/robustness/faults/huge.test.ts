import '../../support/quickRetries';
import { tryTable } from './matrix';
import { HUGE } from './outcomes';

// One after another: reading 50 MB blocks the process for a while.
tryTable([HUGE], { sideBySide: false });
