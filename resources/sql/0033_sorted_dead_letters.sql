-- Dead letters in another order than by time, page by page: by state, cause, tries, answer, or when they died last.
-- They are few beside events, jobs and deliveries, which get no such indexes: each would cost every event, and the
-- console says what a sort without one costs before it runs. Texts are sorted by their characters' numbers whatever
-- the database's language is, so that a program that has a page knows what stands before and behind it.
CREATE INDEX dead_letter_by_state ON gatehouse.dead_letter (state COLLATE "C", created_at, id);
CREATE INDEX dead_letter_by_cause ON gatehouse.dead_letter (root_cause COLLATE "C", created_at, id);
CREATE INDEX dead_letter_by_attempts ON gatehouse.dead_letter (attempts, created_at, id);
CREATE INDEX dead_letter_by_answer ON gatehouse.dead_letter (response_status, created_at, id);
CREATE INDEX dead_letter_by_death ON gatehouse.dead_letter (died_at, created_at, id);
