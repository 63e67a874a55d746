#pragma once

#include "ui/widgets/theme.h"

#include <QObject>

class QApplication;

namespace gatehouse::widgets {

enum class SchemeChoice { System, Light, Dark };

/// "system", "light", "dark": for settings and the command line. Anything else is System.
SchemeChoice schemeChoice(QStringView name);
QString schemeChoiceName(SchemeChoice choice);

/// Sets style, palette, fonts, icon theme and style sheet of the application. May be called again
/// at any time: open windows get the other palette from the event loop, and repaint.
void applyTheme(QApplication &application, Scheme scheme);

/// What the desktop prefers, from org.freedesktop.portal.Settings (org.freedesktop.appearance,
/// color-scheme). Asked asynchronously; until an answer has come, and where there is no portal or
/// no D-Bus, the lightness of the palette the program started with decides.
class SystemScheme final : public QObject
{
    Q_OBJECT

public:
    /// `fallback` is what holds without a portal.
    explicit SystemScheme(Scheme fallback, QObject *parent = nullptr);

    Scheme scheme() const { return m_scheme; }

    /// The portal's value: 1 prefers dark, 2 light, 0 (and anything unknown) no preference.
    static Scheme fromPortal(uint value, Scheme fallback);

signals:
    void changed(gatehouse::widgets::Scheme scheme);

private:
    class Portal; // keeps D-Bus out of this header
    void take(uint value);

    Scheme m_fallback;
    Scheme m_scheme;
};

/// The one place that decides between light and dark and applies it. Made once in main(), after
/// QApplication and before the first window; applies at once.
class Appearance final : public QObject
{
    Q_OBJECT

public:
    explicit Appearance(QApplication &application, SchemeChoice choice = SchemeChoice::System,
                        QObject *parent = nullptr);

    SchemeChoice choice() const { return m_choice; }
    void setChoice(SchemeChoice choice);
    Scheme scheme() const;

signals:
    /// The application's palette is the new one. Widgets need not listen: theirs changes from the
    /// event loop.
    void schemeChanged(gatehouse::widgets::Scheme scheme);

private:
    void apply();

    QApplication &m_application;
    SchemeChoice m_choice;
    SystemScheme m_system;
    Scheme m_applied;
};

} // namespace gatehouse::widgets
