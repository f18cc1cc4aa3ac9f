import { mount } from 'svelte';
import App from './studio/App.svelte';

const target = document.getElementById('studio');
if (!target) throw new Error('index.html has no element "studio" to mount into');
mount(App, { target });
performance.mark('assay-interactive');
