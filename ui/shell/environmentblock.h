#pragma once

#include "ui/shell/environment.h"

#include <QWidget>

namespace gatehouse::ui {

/// The one saturated area of the window: where the console is connected to, with icon, word and
/// colour.
class EnvironmentBlock : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentBlock(const Environment &environment, QWidget *parent = nullptr);

    void setEnvironment(const Environment &environment);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString secondLine() const;

    Environment m_environment;
};

/// Two pixels in the environment's colour.
class EnvironmentLine : public QWidget
{
    Q_OBJECT

public:
    explicit EnvironmentLine(QString name, QWidget *parent = nullptr);

    void setName(const QString &name);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
};

} // namespace gatehouse::ui
