package com.example;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;

/** Tomcat with the published web.xml, and an application for it. */
public class Api {
    public static void main(String[] arguments) throws Exception {
        String folder = arguments[0];
        var tomcat = new Tomcat();
        tomcat.setBaseDir(folder + "/lab");
        tomcat.setPort(Integer.parseInt(arguments[1]));
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        // The default web.xml would ask for JSP, which is slow to start.
        tomcat.setAddDefaultWebXmlToWebapp(false);
        var application = tomcat.addWebapp("", folder);
        application.setParentClassLoader(Api.class.getClassLoader());
        application.addServletContainerInitializer((classes, context) -> compose(context), null);
        tomcat.start();
        tomcat.getServer().await();
    }

    private static void compose(ServletContext context) {
        // Behind the filters of web.xml, as a filter with an annotation would be.
        context.addFilter("annotated", new LoginFilter()).addMappingForUrlPatterns(null, true, "/*");
        context.addServlet("items", new Items()).addMapping("/items", "/private");
        context.addServlet("broken", new Broken()).addMapping("/broken");
        context.addServlet("default", new DefaultServlet()).addMapping("/");
    }

    public static class LoginFilter extends HttpFilter {
        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            boolean isLoggedIn = "Bearer secret".equals(request.getHeader("Authorization"));
            if (request.getServletPath().equals("/private") && !isLoggedIn) {
                response.sendError(401);
            } else {
                chain.doFilter(request, response);
            }
        }
    }

    static class Items extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.setContentType("application/json");
            response.setHeader("Cache-Control", "public, max-age=60");
            response.setHeader("X-Total-Count", "2");
            response.getWriter().write("[1, 2]");
        }

        @Override
        protected void doPut(HttpServletRequest request, HttpServletResponse response) throws IOException {
            doGet(request, response);
        }
    }

    static class Broken extends HttpServlet {
        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
            throw new IllegalStateException("broken");
        }
    }
}
