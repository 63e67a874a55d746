#pragma once

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace gatehouse::widgets {

/// A bordered box on the page's background, for what belongs together. Its layout is the caller's.
class Card : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *event) override;
};

/// A card with a bold title, room for controls beside it, and a line under both.
class TitledCard : public Card
{
    Q_OBJECT

public:
    explicit TitledCard(const QString &title, QWidget *parent = nullptr);

    /// Behind the title, at the end of its line.
    QHBoxLayout *controls() const { return m_controls; }
    /// Below the line, without margins.
    QVBoxLayout *body() const { return m_body; }

private:
    QHBoxLayout *m_controls;
    QVBoxLayout *m_body;
};

} // namespace gatehouse::widgets
