#pragma once

#include "models/secrets/secretusage.h"

#include <QTimeZone>
#include <QWidget>

namespace gatehouse::ui {

/// Requests a minute, stacked by the version that signed them, with a dashed line where both became
/// valid. The numbers are in the table beside it; said of the chart is its span.
class VersionChart : public QWidget
{
    Q_OBJECT

public:
    explicit VersionChart(QWidget *parent = nullptr);

    void setUsage(const secrets::SecretUsage &usage, const QDateTime &now, const QTimeZone &zone);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void setLegend(const secrets::SecretUsage &usage);
    QRect plot() const;
    double tallest() const;
    int xOf(const QDateTime &time) const;
    void paintLegend(QPainter &painter) const;
    void paintGrid(QPainter &painter) const;
    void paintBars(QPainter &painter) const;
    void paintRotation(QPainter &painter) const;

    secrets::UsageBars m_bars;
    QString m_older, m_newer; ///< what they are called; empty: there is none
    QDateTime m_rotatedAt; ///< invalid: one alone is valid
    QTimeZone m_zone;
};

} // namespace gatehouse::ui
