import './styles.css';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createAppRouter } from './app/router.tsx';
import { createServices } from './app/services.ts';
import { trpc } from './app/trpc.ts';
import { ServicesContext } from './app/use-services.ts';

const services = createServices();
const router = createAppRouter({ session: services.session });
const container = document.getElementById('root');
if (container === null) throw new Error('The page has no #root element.');

createRoot(container).render(
  <StrictMode>
    <CSPProvider disableStyleElements>
      <ServicesContext value={services}>
        <trpc.Provider client={services.api} queryClient={services.queryClient}>
          <QueryClientProvider client={services.queryClient}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </trpc.Provider>
      </ServicesContext>
    </CSPProvider>
  </StrictMode>,
);
