import { LitElement, html } from 'lit'; customElements.define('order-view', class extends LitElement { render() { return html``; } });
