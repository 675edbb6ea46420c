import './page.css';
import './saga-page.js';
