#pragma once

#include "services/core/result.h"
#include "ui/charts/chartexport.h"
#include "ui/charts/chartgroup.h"
#include "ui/widgets/card.h"

#include <functional>

class QBoxLayout;
class QLabel;
class QPainter;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace gatehouse::widgets {
class ElidedLabel;
class WaitBar;
} // namespace gatehouse::widgets

namespace gatehouse::charts {

class ChartLegend;
class ChartPlot;

/// A chart on a card: the question that it answers, a legend with the values at the cursor (the
/// newest whole bucket's while there is none), the plot, and a menu that saves it. Until data come
/// it is empty.
///
/// A page of charts is a loop over descriptors, with one ChartGroup, which outlives them.
class MetricChart final : public widgets::Card
{
    Q_OBJECT

public:
    MetricChart(const ChartDescriptor &descriptor, ChartGroup &group, QWidget *parent = nullptr);

    const ChartDescriptor &descriptor() const { return m_descriptor; }
    /// What was read: takes the place of a message. Values of a series are as many as buckets.
    void setData(const ChartData &data);
    const ChartData &data() const;
    void setAxis(AxisKind axis);
    /// It is being read; what was there stays readable.
    void setWaiting(bool waiting);

    /// Instead of the plot: why there is nothing, and what next. A button when it has a text, of
    /// which nextStepAsked tells. Plain texts.
    void setMessage(const QString &title, const QString &text, const QString &button = {});
    bool showsMessage() const;

    ChartPlot *plot() const { return m_plot; }
    ChartLegend *legend() const { return m_legend; }

    /// Its file as of now.
    QByteArray exported(ChartFormat format);
    /// As it is, without what is there to be pressed; its corner is the painter's origin.
    void paintOn(QPainter &painter);
    /// Writes it; by the end of the name. Invalid for another one, Unavailable when it fails.
    Result<> save(const QString &fileName);

signals:
    void nextStepAsked(); ///< the message's button
    void saved(const QString &fileName);
    void notSaved(const gatehouse::Error &error);

private:
    void addHead(QBoxLayout &column);
    void addMenu(QBoxLayout &head);
    QWidget *makeMessage();
    void showTitle();
    void showLegend();
    void askWhere(ChartFormat format);
    int legendBucket() const;
    void withoutControls(const std::function<void()> &paint);

    ChartDescriptor m_descriptor;
    ChartGroup &m_group;
    widgets::ElidedLabel *m_title;
    QToolButton *m_menu;
    ChartLegend *m_legend;
    ChartPlot *m_plot;
    QStackedWidget *m_stack;
    widgets::WaitBar *m_wait;
    QLabel *m_messageTitle = nullptr;
    QLabel *m_messageText = nullptr;
    QPushButton *m_messageButton = nullptr;
};

} // namespace gatehouse::charts
