import { mount } from 'svelte';
import App from './studio/App.svelte';
import './studio/theme/fonts.css';
import './studio/theme/base.css';

const target = document.getElementById('studio');
if (!target) throw new Error('index.html has no element with the id "studio" to mount the studio in.');
mount(App, { target });
