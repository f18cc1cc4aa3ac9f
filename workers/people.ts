/** Looks over several people's verdicts; reads and writes ledgers as files. */
import { expose } from 'comlink';
import { openPeopleStore } from '../src/store/openPeopleStore';
import { PeopleService } from '../src/verdicts/people/PeopleService';

expose(new PeopleService(() => openPeopleStore()));
