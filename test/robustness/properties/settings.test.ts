import '../../support/quickRetries';
import './subjects/tokens';
import './subjects/addresses';
import './subjects/filters';
import './subjects/options';
