import './styles.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createAppRouter } from './app/router.tsx';
import { createServices } from './app/services.ts';
import { ServicesContext } from './app/use-services.ts';

const services = createServices();
const router = createAppRouter({ session: services.session });
const container = document.getElementById('root');
if (container === null) throw new Error('The page has no #root element.');

createRoot(container).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <ServicesContext value={services}>
        <RouterProvider router={router} />
      </ServicesContext>
    </CSPProvider>
  </StrictMode>,
);
