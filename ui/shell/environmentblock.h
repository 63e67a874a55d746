#pragma once

#include "ui/shell/environment.h"

#include <QAbstractButton>

namespace gatehouse::ui {

/// The one saturated area of the window: where the console is connected to, with icon, word and
/// colour. A connection that is not safe is marked in red.
class EnvironmentBlock : public QAbstractButton
{
    Q_OBJECT

public:
    explicit EnvironmentBlock(const Environment &environment, QWidget *parent = nullptr);

    void setEnvironment(const Environment &environment);
    /// Whether it can be pressed, which an arrow tells; else it is only looked at.
    void setPressable(bool pressable);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString secondLine() const;
    void paintLine(QPainter &painter, const QString &text, const QFont &font, const QRect &lines,
                   int alignment) const;
    void paintMark(QPainter &painter, const QRect &lines) const;

    Environment m_environment;
    bool m_isPressable = false;
};

/// Two pixels in the environment's colour.
class EnvironmentLine : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentLine(const Environment &environment, QWidget *parent = nullptr);

    void setEnvironment(const Environment &environment);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    Environment m_environment;
};

} // namespace gatehouse::ui
