import '../../support/quickRetries';
import './subjects/answers';
import './subjects/storageAnswers';
import './subjects/links';
import './subjects/lists';
import './subjects/sizes';
