// One file for several subjects: n8n's engine takes longer to load than the cases of a subject take.
import './subjects/names';
import './subjects/keys';
import './subjects/policies';
