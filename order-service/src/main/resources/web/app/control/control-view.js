import { LitElement, html } from 'lit'; customElements.define('control-view', class extends LitElement { render() { return html``; } });
