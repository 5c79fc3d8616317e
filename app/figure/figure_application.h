#pragma once

#include <memory>

class QGuiApplication;

namespace trilane {

/// What a program without windows needs to paint figures: Qt's font machinery on the "offscreen"
/// platform, which touches no display. Does nothing where the program has a QGuiApplication
/// already.
class FigureApplication {
public:
    FigureApplication();
    FigureApplication(const FigureApplication&) = delete;
    FigureApplication& operator=(const FigureApplication&) = delete;
    ~FigureApplication();

private:
    std::unique_ptr<QGuiApplication> m_application;
};

}  // namespace trilane
