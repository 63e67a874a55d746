#pragma once

#include "ui/shell/connectionstatus.h"

#include <QWidget>

namespace gatehouse::ui {

/// "✓ Postgres 3 ms": shape and words; the error in the tooltip.
class ConnectionLabel : public QWidget
{
    Q_OBJECT

public:
    /// `name` is what is connected to: "Postgres".
    explicit ConnectionLabel(QString name, QWidget *parent = nullptr);

    void setStatus(const ConnectionStatus &status);
    /// Why the way there is not safe, which is marked in red; empty: it is.
    void setWarning(const QString &warning);
    QString text() const { return m_text; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_name;
    ConnectionStatus m_status;
    QString m_warning;
    QString m_text;
    ConnectionStatus::Phase m_phase = ConnectionStatus::Phase::Connecting;
};

} // namespace gatehouse::ui
