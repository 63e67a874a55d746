#pragma once

#include <QWidget>

class QLabel;
class QLineEdit;
class QToolButton;

namespace gatehouse::widgets {

class Searchable;

/// A field, "3 of 17", previous and next. Enter and F3 go on, with Shift back; Esc closes and gives
/// the focus back to what it searches. Hidden until opened.
class FindBar final : public QWidget
{
    Q_OBJECT

public:
    explicit FindBar(QWidget *parent = nullptr);

    /// What is searched from now on; `view` gets the focus on closing. Searches again when open.
    void setTarget(Searchable *target, QWidget *view);
    void open();
    void close();
    QLineEdit *field() const { return m_field; }
    QString countText() const;

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void search();
    void step(int direction);
    void showCount();

    Searchable *m_target = nullptr;
    QWidget *m_view = nullptr;
    QLineEdit *m_field;
    QLabel *m_count;
    QToolButton *m_previous;
    QToolButton *m_next;
};

} // namespace gatehouse::widgets
